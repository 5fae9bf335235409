"""Printing: numbered sheets, in somebody's hand until they say so; killed anywhere, no unmarked second print."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, Letter, Outcome, State, Text
from outreach_crm.errors import DeliveryError
from outreach_post.model import JobKind
from outreach_post.queries import jobs
from outreach_post.service import filing, making
from outreach_post.service.printing import open_printer
from tests.builders import with_settings
from tests.post.mailings import MINISTER, TEXTS, a_mailing, a_reader, jobs_of, printed, states, texts_of

ME = "elsewhere/1#a"


def test_each_letter_is_a_numbered_sheet_and_waits_in_somebodys_hand(app: App) -> None:
    sent, job = printed(app, "Bar", "Owl")
    first, second = texts_of(job)
    assert "Bar\nLange Straße 1\n10115 Berlin" in first
    assert f"{job.id}-1" in first
    assert f"{job.id}-2" in second
    assert "COPY" not in (first + second).replace(" ", "")
    assert [one.made for one in dispatch.in_hand(app, sent.id)] == [f"sheet {job.id}-1", f"sheet {job.id}-2"]
    assert (job.sheets, job.pages, job.open, job.posted) == (2, 2, 2, 0)
    assert sent.state is State.SENDING


def test_the_file_is_for_its_owners_eyes_only_and_tells_what_it_is(app: App) -> None:
    _, job = printed(app, "Bar", name="Spring – Frühling")
    file = Path(job.file)
    assert file.name == f"letters {job.id} spring-fruhling en.pdf"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [*file.parent.iterdir()] == [file]


def test_each_language_is_a_job_of_its_own(app: App) -> None:
    a_reader(app, "Bar")
    contacts.edit(app, a_reader(app, "Eule").id, Edit(fields={"language": "de"}))
    sent = a_mailing(app, texts=(*TEXTS, Text(language="de", subject="Neues", body="{salutation},\n\nes ist da.")))
    made = making.print_mailing(app, str(sent.id))
    assert sorted((one.language, one.sheets) for one in made.jobs) == [("de", 1), ("en", 1)]
    assert "9. März 2026" in next(texts_of(one)[0] for one in made.jobs if one.language == "de")


def test_those_at_home_come_first_and_by_postcode(app: App) -> None:
    a_reader(app, "Madrid", "Calle 1; 28001 Madrid; ES")
    a_reader(app, "Hamburg", "Weg 1; 20095 Hamburg; DE")
    a_reader(app, "Berlin")
    sent = a_mailing(app)
    dispatch.send(app, sent.id)
    texts = texts_of(jobs_of(app, sent)[0])
    assert ["Berlin" in texts[0], "Hamburg" in texts[1], "SPANIEN" in texts[2]] == [True] * 3


def test_who_has_no_address_gets_no_letter_and_the_preferred_address_is_used(app: App) -> None:
    a_reader(app, "Bar", "")
    owl = a_reader(app, "Owl")
    contacts.edit(app, owl.id, Edit(addresses=("Neue Straße 9; 20095 Hamburg; DE",), prefer=("Neue Straße",)))
    sent = a_mailing(app)
    dispatch.send(app, sent.id)
    (text,) = texts_of(jobs_of(app, sent)[0])
    assert "Neue Straße 9" in text
    assert states(app, sent) == {"Bar": "refused", "Owl": "in_hand"}


def test_each_person_gets_a_letter_and_a_household_one_between_them(app: App) -> None:
    for name in ("Bar", "Owl"):
        a_reader(app, name)
    a_reader(app, "Elsewhere", "Weg 2; 10115 Berlin; DE")
    each, one = a_mailing(app), a_mailing(app, "Second letter", channel="household")
    dispatch.send(app, each.id)
    dispatch.send(app, one.id)
    assert [job.sheets for job in (*jobs_of(app, each), *jobs_of(app, one))] == [3, 2]
    assert states(app, one) == {"Bar": "in_hand", "Owl": "refused", "Elsewhere": "in_hand"}


def test_what_no_font_has_is_named_and_that_letter_is_left_out(app: App) -> None:
    a_reader(app, "Sok ភ")
    a_reader(app, "Bar")
    sent = a_mailing(app)
    made = making.print_mailing(app, str(sent.id))
    assert made.left_out == (("Sok ភ", "no font has ‘ភ’, which is in the name; give one in [post] fonts"),)
    assert "1 did not get through: no font has ‘ភ’, which is in the name; give one in [post] fonts" in made.told
    assert states(app, sent) == {"Sok ភ": "failed", "Bar": "in_hand"}
    assert len(texts_of(made.jobs[0])) == 1


def test_a_mailing_of_which_nothing_can_be_printed_makes_no_file(app: App) -> None:
    a_reader(app, "Bar")
    sent = a_mailing(app, texts=(Text(language="en", subject="ភ", body="x"),))
    made = making.print_mailing(app, str(sent.id))
    assert made.jobs == ()
    assert "which is in the text" in made.left_out[0][1]
    assert dispatch.get(app, sent.id).state is State.DONE


def test_letters_to_be_signed_come_with_how_to_write_and_the_readers_own_name(app: App) -> None:
    english = evolve(MINISTER, language="en", body="Please release her.", salutation="Your Excellency,")
    _, job = printed(app, "Bar", letters=(MINISTER, english, Letter(language="en", name="The Governor")))
    cover, how, appeal = texts_of(job)
    assert "the law is out" in cover
    for words in ("How to write", "Spanish, English", "The Minister of Justice", "Your Excellency,", "The Governor"):
        assert words in how
    assert "Please release her." in appeal
    assert appeal.startswith("Bar\nLange Straße 1\n10115 Berlin\nGERMANY")
    assert "Yours sincerely,\nBar\nCopies to\nThe Embassy, Park Lane 5\nThe Ombudsman" in appeal
    assert f"{job.id}-1" not in appeal
    assert (job.sheets, job.pages) == (1, 3)


def test_how_to_write_names_the_languages_that_the_mailing_asks_for(app: App) -> None:
    fields = {"write_in": "es, fr, Guarani"}
    _, job = printed(app, "Bar", letters=(evolve(MINISTER, language="en"),), fields=fields)
    assert "Spanish, French, Guarani" in texts_of(job)[1]


def test_a_letter_in_the_language_of_the_addressee_has_the_fields_of_the_reader(app: App) -> None:
    _, job = printed(app, "Bar", letters=(MINISTER,))
    assert "I, Bar, ask you to release her.\nAtentamente,\nBar\nCopias a" in texts_of(job)[2]


# What may happen to a program on its way, and whether what was printed before is taken as it is.


def half_way(app: App, monkeypatch: pytest.MonkeyPatch, after: str) -> int:
    """Print for one reader in a program that is killed, and return the mailing's number."""
    a_reader(app, "Bar")
    sent = a_mailing(app)
    batch = dispatch.claim(app, "post", ME)
    assert batch is not None
    printer = open_printer(app, "")
    kill(monkeypatch, after)
    with pytest.raises(KeyboardInterrupt):
        printer.carry(batch.messages, lambda _: frozenset(), _killed if after == "named" else _settled_nothing)
    monkeypatch.undo()
    dispatch.release(app, ME)
    return sent.id


def _settled_nothing(outcomes: object) -> None: ...


def _killed(outcomes: Sequence[Outcome]) -> None:
    if outcomes:
        raise KeyboardInterrupt


def kill(monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    def now(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    places = {"begun": (filing, "_write"), "written": (jobs, "made"), "noted": (Path, "replace")}
    if after in places:
        monkeypatch.setattr(*places[after], now)
    monkeypatch.setattr(filing, "this_process", lambda: "here/0")
    monkeypatch.setattr(filing, "has_ended", lambda process: True)


@pytest.mark.parametrize("after", ["begun", "written"])
def test_killed_before_a_file_could_be_seen_the_letter_is_printed_anew(
    app: App, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    number = half_way(app, monkeypatch, after)
    monkeypatch.setattr(filing, "has_ended", lambda process: True)
    made = making.print_mailing(app, str(number))
    assert [one.copies for one in made.jobs] == [0]
    assert [*Path(made.jobs[0].file).parent.iterdir()] == [Path(made.jobs[0].file)]


@pytest.mark.parametrize("after", ["noted", "named"])
def test_killed_once_the_sheets_are_known_the_same_file_is_taken(
    app: App, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    number = half_way(app, monkeypatch, after)
    monkeypatch.setattr(filing, "has_ended", lambda process: True)
    made = making.print_mailing(app, str(number))
    (job,) = jobs.jobs(app.store, number, 9)
    assert made.jobs == ()
    assert [one.made for one in dispatch.in_hand(app, number)] == [f"sheet {job.id}-1"]
    assert [*Path(job.file).parent.iterdir()] == [Path(job.file)]


@pytest.mark.parametrize("change", ["gone", "altered", "moved"])
def test_killed_and_printed_anew_the_letter_says_that_it_is_a_copy(
    app: App, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    number = half_way(app, monkeypatch, "named")
    (first,) = jobs.jobs(app.store, number, 9)
    if change == "gone":
        Path(first.file).unlink()
    elif change == "altered":
        Path(first.file).write_bytes(b"%PDF")
    else:
        bar = dispatch.show(app, number).deliveries[0].contact_id
        contacts.edit(app, bar, Edit(addresses=("Neue Straße 9; 20095 Hamburg",), prefer=("Neue Straße",)))
    (job,) = making.print_mailing(app, str(number)).jobs
    assert job.copies == 1
    assert "C O P Y" in texts_of(job)[0]


def test_a_full_disk_pauses_the_mailing_and_it_goes_on(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    a_reader(app, "Bar")
    sent = a_mailing(app)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(filing, "_write", full)
    told = making.print_mailing(app, str(sent.id))
    assert "No space left on device" in told.halted
    assert states(app, sent) == {"Bar": "queued"}
    monkeypatch.undo()
    dispatch.resume(app, sent.id)
    (job,) = making.print_mailing(app, str(sent.id)).jobs
    assert job.copies == 0


def test_without_a_folder_nothing_begins(app: App, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match="cannot be made"):
        open_printer(app, str(tmp_path / "file" / "post"))


def test_a_missing_font_stops_the_mailing_and_not_the_program(app: App) -> None:
    a_reader(app, "Bar")
    sent = a_mailing(app)
    told = making.print_mailing(with_settings(app, post={"fonts": ["/nowhere"]}), str(sent.id))
    assert "There is no folder /nowhere" in told.halted
    assert states(app, sent) == {"Bar": DeliveryState.QUEUED}


def test_what_an_erased_contact_leaves_behind_is_the_number_of_a_sheet(app: App) -> None:
    from outreach_crm.privacy import service as privacy

    _, job = printed(app, "Bar", "Owl")
    bar = jobs.sheets(app.store, job.id)[0].contact_id
    assert bar is not None
    privacy.erase(app, [bar], because="asked for it")
    sheet, _ = jobs.sheets(app.store, job.id)
    assert (sheet.contact_id, sheet.name, sheet.digest, sheet.label) == (None, "", "", f"{job.id}-1")
    assert job.kind is JobKind.LETTERS
