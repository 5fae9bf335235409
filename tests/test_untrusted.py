"""A worker for foreign files: what it tells arrives, and however it ends there is one error with a sentence."""

import sys
import threading
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from outreach_crm import untrusted
from outreach_crm.errors import ImportRejectedError, InvalidInputError


def read(target: str, data: bytes | Path = b"", **limits: Any) -> list[Any]:
    return list(untrusted.read(f"tests.untrusted_targets:{target}", data, file="list.xyz", **limits))


def test_what_the_worker_yields_arrives_in_order() -> None:
    assert read("lines", b"a\nb\nab", options={"start": "a"}) == [[1, "a"], [3, "ab"]]


def test_a_file_is_read_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "odd name\n.txt"
    path.write_text("a")
    assert read("lines", path) == [[1, "a"]]


def test_what_was_told_can_be_gone_through_again_and_is_gone_with_its_object() -> None:
    told = untrusted.read("tests.untrusted_targets:lines", b"a\n" * 1_000, file="list.xyz")
    assert len(list(told)) == len(list(told)) == 1_000
    assert told.position == told.size
    folder = told.folder
    del told
    assert not folder.exists()


@pytest.mark.parametrize(
    ("target", "data", "sentence"),
    [
        ("refuses", b"", "list.xyz is not what we wanted: ñ."),
        ("raises", b"key", "list.xyz is damaged"),
        ("raises", b"recursion", "list.xyz is damaged"),
        ("raises", b"exit", "list.xyz is damaged"),
        ("raises", b"base", "list.xyz is damaged"),
        ("recurses", b"", "list.xyz is damaged"),
        ("what_json_cannot_hold", b"", "list.xyz is damaged"),
        ("kills_itself", b"", "MB to read: it is damaged or too large"),
        ("swallows", b"", "more than 768 MB"),
    ],
)
def test_however_a_worker_fails_there_is_one_error(target: str, data: bytes, sentence: str) -> None:
    with pytest.raises(ImportRejectedError, match=sentence):
        read(target, data)


@pytest.mark.parametrize("target", ["loops", "writes"])
def test_a_worker_that_does_not_come_to_an_end_is_ended(target: str) -> None:
    with pytest.raises(ImportRejectedError, match="more than 1 seconds"):
        read(target, seconds=1, megabytes=200)


def test_a_worker_that_sleeps_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untrusted, "_PATIENCE", -9)  # with ten seconds to begin, one is left
    begin = monotonic()
    with pytest.raises(ImportRejectedError, match="seconds"):
        read("sleeps", seconds=1)
    assert monotonic() - begin < 30


def test_what_a_library_prints_is_not_taken_for_what_was_told() -> None:
    assert read("chatters") == ["told"]


def test_a_worker_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACH_KEY", "k" * 32)
    monkeypatch.setenv("MY_SECRET", "s")
    assert read("environment") == [[]]


def test_the_error_is_one_of_bad_input() -> None:
    assert issubclass(ImportRejectedError, InvalidInputError)


def test_workers_run_beside_each_other_and_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(read("lines", b"a"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with pytest.raises(ImportRejectedError):
        read("raises", b"key")
    assert found == [[[1, "a"]]] * 3
    assert list(tmp_path.iterdir()) == []


def test_where_the_machine_knows_no_limits_the_worker_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no module ``resource``; there the time alone is bounded, by whoever waits."""
    monkeypatch.setitem(sys.modules, "resource", None)
    untrusted._limit(1, 1)
    assert sum(bytearray(8 << 20)) == 0
