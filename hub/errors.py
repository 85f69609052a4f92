"""Every error the hub raises on purpose. Knows no HTTP and no terminal: edges map classes to statuses and exit codes.

HubError
├── InputError            what was sent or configured is wrong; the cure is on the sender's side
│   ├── SettingsError     a setting is missing or out of range
│   ├── MappingError      a mapping file is wrong; names file and line
│   ├── FileError         a source file cannot be read as what it claims to be
│   └── ValueProblem      one value of one row cannot be used; becomes a Rejection
├── NotFoundError         nothing has that id, key or cursor
├── GoneError             the golden record existed and has been retired
├── ConflictError         it contradicts what is there already
│   └── StaleError        it was changed since the caller read it (If-Match)
└── EngineError           the graph engine is at fault
    ├── EngineUnavailableError   not reachable, or it stopped; try again
    ├── EngineStartError         the embedded engine did not start
    └── SchemaError              the graph was written by another version of the hub

Messages never carry personal data: they name rows, fields and ids, not values. `cure` says what to do.
"""


class HubError(Exception):
    """Base of all errors raised on purpose; `code` is stable and documented in docs/errors.md."""

    code = "error"

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure


class InputError(HubError):
    """What was sent or configured is wrong."""

    code = "input"


class SettingsError(InputError):
    """A setting is missing or out of range."""

    code = "settings"


class MappingError(InputError):
    """A mapping file is wrong.

    `line` counts from 1; 0 where the fault has no line, as with a missing file.
    """

    code = "mapping"

    def __init__(self, file: str, line: int, message: str, cure: str = "") -> None:
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}", cure)
        self.file = file
        self.line = line


class FileError(InputError):
    """A source file cannot be read as what it claims to be."""

    code = "file"


class ValueProblem(InputError):  # noqa: N818 - what a person is shown is a problem
    """One value of one row cannot be used. `field` is the attribute or column, never the value itself."""

    code = "value"

    def __init__(self, field: str, reason: str, cure: str) -> None:
        super().__init__(f"{field}: {reason}", cure)
        self.field = field
        self.reason = reason


class NotFoundError(HubError):
    """Nothing has that id, key or cursor."""

    code = "not_found"


class GoneError(HubError):
    """The golden record existed and has been retired."""

    code = "gone"


class ConflictError(HubError):
    """It contradicts what is there already."""

    code = "conflict"


class StaleError(ConflictError):
    """It was changed since the caller read it."""

    code = "stale"


class EngineError(HubError):
    """The graph engine is at fault."""

    code = "engine"


class EngineUnavailableError(EngineError):
    """The graph engine is not reachable, or it stopped in the middle."""

    code = "engine_unavailable"


class EngineStartError(EngineError):
    """The embedded engine did not start."""

    code = "engine_start"


class SchemaError(EngineError):
    """The graph was written by another version of the hub."""

    code = "schema"
