"""Frozen types that every other package speaks. No I/O, and no import from the rest of hub."""
