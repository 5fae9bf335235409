"""The one key of a database: made once, missed when it is gone, never taken for another one."""

from pathlib import Path
from typing import cast

import pytest

from outreach_crm.keys import key_file
from outreach_crm.storage import Store, open_store
from tests.storage.test_bad_places import opened, told


def test_a_missing_key_is_told_and_none_is_made(tmp_path: Path) -> None:
    opened(tmp_path / "a.db").close()
    (tmp_path / "a.db.key").unlink()
    assert "put the file back at" in told(tmp_path / "a.db")
    assert not (tmp_path / "a.db.key").exists()


def test_the_key_of_another_database_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        opened(tmp_path / f"{name}.db").close()
    (tmp_path / "b.db.key").replace(tmp_path / "a.db.key")
    assert "belongs to another database" in told(tmp_path / "a.db")
    assert "in OUTREACH_KEY belongs to another database" in told(tmp_path / "a.db", OUTREACH_KEY="x" * 64)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00"])
def test_a_spoilt_key_file_is_told(tmp_path: Path, text: bytes) -> None:
    opened(tmp_path / "a.db").close()
    (tmp_path / "a.db.key").write_bytes(text)
    assert "key" in told(tmp_path / "a.db")


def test_a_key_in_the_environment_needs_no_file(tmp_path: Path) -> None:
    opened(tmp_path / "a.db", OUTREACH_KEY="k" * 64).close()
    assert not (tmp_path / "a.db.key").exists()
    opened(tmp_path / "a.db", OUTREACH_KEY="k" * 64).close()


def test_the_key_stays_the_same_and_each_purpose_has_its_own(tmp_path: Path) -> None:
    first = opened(tmp_path / "a.db")
    second = opened(tmp_path / "a.db")
    assert first.secret("journal") == second.secret("journal") != first.secret("address")
    first.close()
    second.close()


def test_the_key_of_a_server_is_the_same_whoever_asks_for_it() -> None:
    class Asked:
        engine = "postgresql"

        def __init__(self, url: str) -> None:
            self.url = self.home = url

    asked = ("postgresql://u:secret@host:5432/crm", "postgresql://u@host:5432/crm?sslmode=require")
    one, other = (key_file(cast("Store", Asked(url))) for url in asked)
    assert one == other
    assert one != key_file(cast("Store", Asked("postgresql://u@host:5432/other")))


def test_a_database_in_memory_has_a_key_of_its_own_and_no_file() -> None:
    store = open_store(":memory:")
    assert key_file(store) is None
    store.close()
