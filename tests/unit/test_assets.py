"""The files that ship with the hub are found, in a checkout and in the wheel that is built from it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hub.assets import cypher_dir, demo_dir

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("folder", "pattern"), [(cypher_dir(), "*/*.cypher"), (demo_dir(), "**/*.csv")])
def test_each_folder_has_its_files(folder: Path, pattern: str) -> None:
    assert list(folder.glob(pattern)), f"{folder} has no {pattern}"


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


@pytest.mark.parametrize(("folder", "inside"), [(cypher_dir(), "hub/_cypher"), (demo_dir(), "hub/_demo")])
def test_the_wheel_carries_every_file_of(wheel_files: set[str], folder: Path, inside: str) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            assert f"{inside}/{path.relative_to(folder).as_posix()}" in wheel_files


def test_the_wheel_carries_every_table_and_model(wheel_files: set[str]) -> None:
    for path in sorted((ROOT / "hub").rglob("*.yaml")):
        assert path.relative_to(ROOT).as_posix() in wheel_files
