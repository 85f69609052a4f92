"""The files in the data folder: who holds a lock, and what an address file says while it is being written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hub.graph.engine_folder import Address, address_file, read_address, try_lock, write_address

ADDRESS = Address(bolt_port=7687, http_port=2480, pid=1, password="secret")  # noqa: S106 - no password of anything


@contextmanager
def locked(path: Path, *, exclusive: bool) -> Iterator[int]:
    descriptor = try_lock(path, exclusive=exclusive)
    assert descriptor is not None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("held", "wanted", "granted"),
    [(False, False, True), (False, True, False), (True, False, False), (True, True, False)],
)
def test_only_shared_locks_go_together(tmp_path: Path, held: bool, wanted: bool, granted: bool) -> None:
    with locked(tmp_path / "lock", exclusive=held):
        second = try_lock(tmp_path / "lock", exclusive=wanted)
        assert (second is not None) == granted
        if second is not None:
            os.close(second)


def test_a_lock_is_free_once_its_descriptor_is_closed(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "lock", exclusive=True):
            pass


def test_an_address_comes_back_as_written_until_it_is_emptied(tmp_path: Path) -> None:
    with locked(address_file(tmp_path), exclusive=True) as descriptor:
        write_address(descriptor, ADDRESS)
        assert read_address(tmp_path) == ADDRESS
        write_address(descriptor, None)
        assert read_address(tmp_path) is None


def test_a_shorter_address_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    with locked(address_file(tmp_path), exclusive=True) as descriptor:
        write_address(descriptor, Address(bolt_port=65535, http_port=65535, pid=99999, password="x" * 99))
        write_address(descriptor, ADDRESS)
        assert read_address(tmp_path) == ADDRESS


@pytest.mark.parametrize("content", ["", "{", '{"bolt_port": 1}', "[]", "null"])
def test_half_an_address_is_none(tmp_path: Path, content: str) -> None:
    address_file(tmp_path).write_text(content)
    assert read_address(tmp_path) is None


def test_no_address_file_is_no_address(tmp_path: Path) -> None:
    assert read_address(tmp_path) is None


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(ADDRESS)
