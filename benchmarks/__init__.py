"""Speed and memory, measured against a bound in the same run. Reports, never tests."""
