"""Logging: one line for each event, with ids and counts, never with names, addresses or what was sent."""

import logging
import traceback

LOGGER = logging.getLogger("hub")


def configure_logging(level: str) -> None:
    """Write the hub's log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    LOGGER.handlers = [handler]
    LOGGER.setLevel(level)


def log_request(method: str, route: str, status: int, milliseconds: float, request_id: str) -> None:
    """Log one request by its route's template: its address would hold keys and names."""
    LOGGER.info("%s %s %d %.1fms request=%s", method, route, status, milliseconds, request_id)


def log_fault(error: BaseException, request_id: str) -> None:
    """Log an unexpected error by its class and the lines it came from; its message may hold data, so it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    LOGGER.error("%s at %s request=%s", type(error).__name__, place, request_id)
