"""docs/cli.md says what the commands are."""

from pathlib import Path

from hub.cli.problems import EXIT_CODES
from hub.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run make docs"


def test_the_page_tells_every_exit_code() -> None:
    for code, meaning in EXIT_CODES.items():
        assert f"| {code} | {meaning} |" in reference()
