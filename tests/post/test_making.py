"""Labels, print packs and postage: what is made beside the letters of a mailing."""

from datetime import date
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Text
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from outreach_crm.segments import service as segments
from outreach_post.model import Rate, count
from outreach_post.service import counting, handing, labelling, packing, reminding, tidying
from outreach_post.service.labelling import Wanted
from tests.builders import a_group, with_settings
from tests.dispatch.letters import later
from tests.post.mailings import MINISTER, a_mailing, a_reader, printed
from tests.post.paper import pages, spots


def a_segment(app: App) -> str:
    return segments.add(app, "All", ["kind=organisation"]).name


def a_signer(app: App, name: str) -> int:
    """Add a person with a basis for Urgent Actions."""
    address = ("Weg 3; 20095 Hamburg; DE",)
    one = contacts.add(app, ContactDraft(name=name, addresses=address)).id
    basis = ConsentDraft(purpose="mailings", basis="legitimate-interests", source="form", wording="x", proof="y")
    privacy.record(app, one, basis)
    return one


def test_labels_stand_on_sheets_by_postcode_and_what_leaves_is_written_down(app: App, tmp_path: Path) -> None:
    a_reader(app, "Hamburg", "Weg 1; 20095 Hamburg; DE")
    a_reader(app, "Berlin")
    a_reader(app, "Nowhere", "")
    made = labelling.make_labels(app, Wanted(whom=a_segment(app), file=tmp_path / "labels.pdf", first=3))
    assert (made.labels, made.sheets, made.next_label) == (2, 1, 5)
    assert [(one.n, one.sentence, one.names) for one in made.left_out] == [
        (1, "has no address for letters", ("Nowhere",))
    ]
    found = {one.text: one for one in spots(Path(made.file).read_bytes())}
    assert found["Berlin"].left > 130  # the third of the first row
    assert found["Hamburg"].top > 50
    assert Path(made.file).stat().st_mode & 0o777 == 0o600
    assert [(one.what, one.count) for one in privacy.accesses(app)] == [("make labels of All", 2)]


def test_who_said_no_gets_no_label(app: App, tmp_path: Path) -> None:
    bar = a_reader(app, "Bar")
    a_reader(app, "Owl")
    privacy.record(app, bar.id, ConsentDraft(state=Said.OBJECTED, channel="post", source="letter"))
    made = labelling.make_labels(app, Wanted(whom=a_segment(app), file=tmp_path / "labels.pdf"))
    assert made.labels == 1
    assert [(one.sentence, one.names) for one in made.left_out] == [("said no on 2026-03-09", ("Bar",))]


def test_a_name_no_font_has_is_left_out_of_labels_and_named(app: App, tmp_path: Path) -> None:
    a_reader(app, "Sok ភ")
    with pytest.raises(InvalidInputError, match=r"no font has ‘ភ’, which is in the name.*\(Sok ភ\)"):
        labelling.make_labels(app, Wanted(whom=a_segment(app), file=tmp_path / "labels.pdf"))
    assert not (tmp_path / "labels.pdf").exists()


def test_labels_of_a_mailing_are_for_its_recipients(app: App, tmp_path: Path) -> None:
    sent, _ = printed(app, "Bar")
    a_reader(app, "Owl")
    made = labelling.make_labels(app, Wanted(whom=str(sent.id), file=tmp_path / "labels.pdf"))
    assert (made.of, made.labels) == ("Spring letter", 1)


@pytest.mark.parametrize(
    ("more", "error", "why"),
    [
        ({"whom": "Nobody"}, NotFoundError, "neither a segment nor a mailing"),
        ({"sheet": "L9999"}, InvalidInputError, "not a sheet of labels"),
        ({"first": 22}, InvalidInputError, "labels 1 to 21"),
        ({"purpose": "x"}, NotFoundError, "purpose"),
    ],
)
def test_labels_that_cannot_be_are_told(
    app: App, tmp_path: Path, more: dict[str, str], error: type[Exception], why: str
) -> None:
    a_reader(app, "Bar")
    given = {"whom": a_segment(app), "file": tmp_path / "labels.pdf", **more}
    with pytest.raises(error, match=why):
        labelling.make_labels(app, Wanted(**given))  # type: ignore[arg-type]


def test_a_file_that_is_there_is_replaced_only_when_somebody_says_so(app: App, tmp_path: Path) -> None:
    a_reader(app, "Bar")
    file, name = tmp_path / "labels.pdf", a_segment(app)
    file.write_text("mine")
    with pytest.raises(RefusedError, match="--replace"):
        labelling.make_labels(app, Wanted(whom=name, file=file))
    assert file.read_text() == "mine"
    labelling.make_labels(app, Wanted(whom=name, file=file, replace=True))
    assert file.read_bytes().startswith(b"%PDF")


def test_the_pack_of_a_group_has_letters_for_each_member_we_may_turn_to(app: App, tmp_path: Path) -> None:
    a_reader(app, "Bar")
    sent = a_mailing(app, letters=(MINISTER,))
    group = a_group(app, "Group 7")
    for name in ("Ana Ruiz", "Bo Ek"):
        groups.join(app, group.contact_id, a_signer(app, name))
    groups.join(app, group.contact_id, contacts.add(app, ContactDraft(name="Cy Dee")).id)
    made = packing.make_pack(app, str(sent.id), "Group 7", tmp_path / "pack.pdf")
    assert (made.letters, made.pages, [one.partition(":")[0] for one in made.left_out]) == (2, 5, ["Cy Dee"])
    cover, how, *appeals, labels = pages(Path(made.file).read_bytes())
    assert "Dear Group 7" in cover
    assert "How to write" in how
    assert [one.split("\n")[:3] for one in appeals] == [
        ["Ana Ruiz", "Weg 3", "20095 Hamburg"],
        ["Bo Ek", "Weg 3", "20095 Hamburg"],
    ]
    assert labels.count("The Minister of Justice") == 2


def test_the_pack_of_one_person_is_in_their_language(app: App, tmp_path: Path) -> None:
    a_reader(app, "Bar")
    texts = (Text(language="en", subject="x", body="y"), Text(language="de", subject="x", body="{salutation}"))
    sent = a_mailing(app, letters=(MINISTER,), texts=texts)
    ana = a_signer(app, "Ana Ruiz")
    contacts.edit(app, ana, Edit(fields={"language": "de"}))
    made = packing.make_pack(app, str(sent.id), str(ana), tmp_path / "pack.pdf")
    cover, how, appeal, _ = pages(Path(made.file).read_bytes())
    assert "Guten Tag Ana Ruiz" in cover
    assert "So schreiben Sie" in how
    assert "Atentamente,\nAna Ruiz" in appeal
    assert [(one.what, one.count) for one in privacy.accesses(app, contact_id=ana)] == [
        ("print pack of Spring letter", 2)
    ]


def test_of_what_was_stopped_or_is_past_its_last_day_nobody_gets_a_pack(app: App, tmp_path: Path) -> None:
    sent, _ = printed(app, "Bar", letters=(MINISTER,), until_on=app.clock.today())
    ana, file = a_signer(app, "Ana Ruiz"), tmp_path / "pack.pdf"
    with pytest.raises(RefusedError, match="The last day of Spring letter was"):
        packing.make_pack(later(app, 86_400), str(sent.id), str(ana), file)
    dispatch.stop(app, sent.id, because="she is free")
    with pytest.raises(RefusedError, match="Spring letter was stopped: she is free"):
        packing.make_pack(app, str(sent.id), str(ana), file)
    dispatch.stop(app, sent.id, because="she is free", for_good=True)
    handing.pulled(app)
    with pytest.raises(RefusedError, match="Spring letter was stopped: she is free"):
        packing.make_pack(app, str(sent.id), str(ana), file)
    assert not file.exists()


def test_nobody_gets_a_pack_whom_we_may_not_turn_to(app: App, tmp_path: Path) -> None:
    a_reader(app, "Bar")
    sent = a_mailing(app, letters=(MINISTER,))
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz")).id
    with pytest.raises(RefusedError, match="Ana Ruiz: no basis is recorded"):
        packing.make_pack(app, str(sent.id), str(ana), tmp_path / "pack.pdf")
    assert not (tmp_path / "pack.pdf").exists()


RATES = (
    Rate(zone="inland", countries=("DE",), grams=20, price=0.95),
    Rate(zone="inland", countries=("DE",), grams=50, price=1.10),
    Rate(zone="abroad", grams=20, price=1.25),
)


def test_postage_is_counted_by_zone_and_weight(app: App) -> None:
    letters = [("DE", 1), ("DE", 3), ("DE", 4), ("DE", 9), ("DE", 10), ("ES", 1), ("ES", 4)]
    found = count(letters, RATES, sheet_grams=5, envelope_grams=5)
    assert [(one.zone, one.up_to_grams, one.letters, one.total) for one in found] == [
        ("inland", 20, 2, 1.90),
        ("inland", 50, 2, 2.20),
        ("abroad", 20, 1, 1.25),
        ("DE", 55, 1, None),
        ("ES", 25, 1, None),
    ]


def test_the_cost_of_a_job_is_noted_for_a_group(app: App) -> None:
    _, job = printed(app, "Bar", "Owl")
    rates = [{"zone": "inland", "countries": ["DE"], "grams": 20, "price": 0.95}]
    rich = with_settings(app, section={"country": "DE"}, post={"rates": rates})
    group = a_group(app)
    counted = counting.postage(rich, job.id, note=group.name)
    assert (counted.letters, counted.sheets, counted.total, counted.noted) == (2, 2, 1.90, group.name)
    assert [one.used for one in groups.resources(app, group.contact_id) if one.heading == "postage"] == [1.90]
    with pytest.raises(InvalidInputError, match="no rate for DE"):
        counting.postage(with_settings(app, section={"country": "DE"}), job.id, note=group.name)


def test_today_tells_what_is_printed_and_not_handed_over_and_what_must_be_pulled(app: App) -> None:
    sent, job = printed(app, "Bar", "Owl")
    today = app.clock.today()
    assert reminding.reminders(app, today) == []
    app.store.execute("update post_jobs set made_at = '2026-03-01T08:00:00Z'")
    a_reader(app, "Cat", phone="+49 30 901820")
    calls = a_mailing(app, "Calls", channel="phone")
    dispatch.send(app, calls.id)
    privacy.record(app, _first(app, sent.id), ConsentDraft(state=Said.OBJECTED, channel="post", source="letter"))
    told = {(one.sentence, one.command) for one in reminding.reminders(app, today)}
    assert told == {
        ("Spring letter: 1 printed and must not be posted", f"outreach post pull {sent.id}"),
        ("Spring letter: 1 printed and not handed to the post", f"outreach post handed {job.id}"),
        ("Calls: 1 to call", f"outreach phone list {calls.id}"),
    }
    assert timestamp(app.clock.now()) > "2026-03-01"


def _first(app: App, number: int) -> int:
    return dispatch.show(app, number).deliveries[0].contact_id


def test_files_of_which_nothing_is_in_hand_are_removed_and_today_reminds_of_them(app: App) -> None:
    _, job = printed(app, "Bar", "Owl")
    handing.handed(app, job.id, except_="2")
    assert tidying.tidy(app).removed == ()
    assert Path(job.file).exists()
    handing.handed(app, job.id)
    assert not reminding.reminders(app, app.clock.today())
    late = later(app, 15 * 86_400)
    (told,) = reminding.reminders(late, late.clock.today())
    assert told.command == "outreach post tidy"
    assert tidying.tidy(late, because="posted").removed == (job.file,)
    assert not Path(job.file).exists()
    assert handing.get(late, job.id).file == ""
    assert not reminding.reminders(late, late.clock.today())
    assert tidying.tidy(late).removed == ()


def test_who_said_no_on_two_days_are_counted_together(app: App, tmp_path: Path) -> None:
    a_reader(app, "Berlin")
    for name, day in (("Bar", date(2026, 1, 5)), ("Owl", date(2026, 2, 6))):
        no = ConsentDraft(state=Said.OBJECTED, purpose="mailings", source="call", given_on=day)
        privacy.record(app, a_reader(app, name).id, no)
    made = labelling.make_labels(app, Wanted(whom=a_segment(app), file=tmp_path / "labels.pdf"))
    assert [(one.n, one.sentence) for one in made.left_out] == [(2, "said no")]
