"""The folder channel: files that are whole or not there, and that tell whether a message left."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.change import this_process
from outreach_crm.dispatch.folder import Folder, as_text, file_name, open_folder, short_names
from outreach_crm.dispatch.model import DeliveryState, Message, Outcome, Text
from outreach_crm.dispatch.service import message_id
from outreach_crm.errors import DeliveryError
from tests.builders import with_settings

MESSAGE = Message(
    id=1,
    dispatch_id=1,
    message_id="abc.def",
    contact_id=7,
    contact_uid="00c0ffee00c0ffee",
    name="José Ruiz / Müller",
    address="Calle Mayor 1\n28013 Madrid\nES",
    language="es",
    text=Text(language="es", subject="{news}", body="Hola,\n\nla ley."),
    fields={"news": "Noticias"},
)


def carried(folder: Folder, *messages: Message, allowed: Sequence[int] | None = None) -> list[Outcome]:
    settled: list[Outcome] = []
    may = frozenset(one.id for one in messages) if allowed is None else frozenset(allowed)
    folder.carry(messages, lambda ids: may & frozenset(ids), settled.extend)
    return settled


def test_a_message_is_one_readable_file(tmp_path: Path) -> None:
    (outcome,) = carried(Folder(tmp_path), MESSAGE)
    assert (outcome.state, outcome.reply) == (DeliveryState.SENT, "jose-ruiz-muller abc.def.txt")
    assert [path.name for path in tmp_path.iterdir()] == [outcome.reply]
    assert (tmp_path / outcome.reply).read_text("utf-8") == (
        "To: José Ruiz / Müller\nAddress: Calle Mayor 1, 28013 Madrid, ES\nSubject: Noticias\nLanguage: es\n"
        "Message-ID: abc.def\n\nHola,\n\nla ley.\n"
    )
    assert (tmp_path / outcome.reply).stat().st_mode & 0o077 == 0


def test_what_may_not_leave_leaves_no_file(tmp_path: Path) -> None:
    assert carried(Folder(tmp_path), MESSAGE, allowed=[]) == []
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / file_name(MESSAGE)).write_text("what was there")
    assert carried(Folder(tmp_path), MESSAGE)[0].state is DeliveryState.SENT
    assert (tmp_path / file_name(MESSAGE)).read_text() == "what was there"


def test_a_look_into_the_folder_tells_what_left(tmp_path: Path) -> None:
    folder, other = Folder(tmp_path), evolve(MESSAGE, id=2, message_id="abc.ghi")
    carried(folder, MESSAGE)
    renamed = evolve(MESSAGE, name="Ana")  # a contact may have another name by now
    assert folder.arrived([renamed, other]) == {1: True, 2: False}
    assert Folder(tmp_path / "gone").arrived([MESSAGE]) == {}


def test_a_full_or_missing_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="cannot be written to: No such file"):
        carried(Folder(tmp_path / "gone"), MESSAGE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_told_before_anything_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Folder, "_draft", lambda *_: Path("/dev/full"))
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)

    def commit(_: Sequence[int]) -> frozenset[int]:
        raise AssertionError("nothing stands before its last step")

    with pytest.raises(DeliveryError, match="No space left"):
        Folder(tmp_path).carry([MESSAGE], commit, lambda _: None)


def test_what_killed_programs_left_half_done_is_taken_away(tmp_path: Path) -> None:
    host = this_process().rpartition("/")[0]
    dead, alive = (tmp_path / f".abc.def {host}~{number}.new" for number in (2**22 + 1, os.getpid()))
    for draft in (dead, alive):
        draft.write_text("half")
    Folder(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == [alive.name]


def test_the_folder_is_what_the_mailing_says_else_the_setting_else_ones_own(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    assert open_folder(app, str(tmp_path / "said")) == Folder(tmp_path / "said")
    assert open_folder(app, "").path.is_relative_to(tmp_path / "own")
    app = with_settings(app, mailings={"folder": str(tmp_path / "set")})
    assert open_folder(app, "") == Folder(tmp_path / "set")
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match="cannot be made"):
        open_folder(app, str(tmp_path / "file" / "deeper"))


@given(st.text(), st.text(), st.text())
def test_no_name_address_or_subject_can_look_like_another_line(name: str, address: str, subject: str) -> None:
    message = evolve(MESSAGE, name=name, address=address, fields={"news": subject})
    top, _, body = as_text(message).partition("\n\n")
    heads = [line.partition(":")[0] for line in top.split("\n")]
    assert heads == [one for one in ("To", "Address", "Subject", "Language", "Message-ID") if one in heads]
    assert len(top.splitlines()) == len(heads)
    assert body == "Hola,\n\nla ley.\n"


@given(st.text())
def test_a_file_name_is_plain_whatever_the_name(name: str) -> None:
    made = file_name(evolve(MESSAGE, name=name))
    assert made.endswith(" abc.def.txt")
    assert made.isascii()
    assert not set(made) & set('/\\:*?"<>|\0\n')
    assert not made.startswith((".", "-", " "))
    assert len(made) < 150


def test_files_are_called_without_digests_where_that_tells_them_apart() -> None:
    def file(name: str, delivery: int) -> str:
        made = message_id(b"secret", "0f" * 8, delivery, f"contact-{delivery}")
        return file_name(evolve(MESSAGE, name=name, message_id=made))

    ana, eva, same = file("Ana Ruiz", 1), file("Eva Lind", 2), file("Eva Lind", 3)
    assert short_names([ana, eva]) == {ana: "ana-ruiz ….txt", eva: "eva-lind ….txt"}
    assert short_names([ana, eva, same]) == {ana: "ana-ruiz ….txt", eva: eva, same: same}
    assert short_names(["12-1", "", "Our letter.pdf"]) == {one: one for one in ("12-1", "", "Our letter.pdf")}
