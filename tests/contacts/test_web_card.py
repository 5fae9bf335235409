"""The card on a page: first what an officer wants to know, then all the rest, whatever plugins do."""

from collections.abc import Iterable
from datetime import date

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.contacts.service import Edit
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Entry, Panel
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.settings import Settings
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_group, a_person, an_organisation
from tests.web.office import Desk, at_desk, words
from tests.web.payloads import PAYLOADS, structure

pytestmark = pytest.mark.connections


def ana(app: App, **more: object) -> int:
    """Ana Ruiz, with all that can be said of her."""
    draft = ContactDraft(
        name="Ana Ruiz",
        emails=("office: ana@example.org",),
        phones=("+34 915 550 123",),
        addresses=("home: Calle Mayor 1; 28013 Madrid; Spain",),
        sectors=("legal",),
        interests=("lawyers",),
        roles=(RoleDraft(at="Colegio de Abogados", title="President", answers_for_rights=True),),
        holder="Maria",
        fields={"concerns_now": "the new law on judges", "language": "es", "rhythm_days": "90"},
    )
    return service.add(app, evolve(draft, **more)).id  # type: ignore[arg-type]


def logged(app: App, contact_id: int, n: int) -> None:
    """Log calls on as many days, and one meeting."""
    for day in range(n):
        said = f"called for the {day}th time"
        timeline.log(app, LogDraft(summary=said, on=date(2026, 1, 1 + day), contact_ids=(contact_id,)))


def test_the_page_begins_with_what_an_officer_wants_to_know(desk: Desk) -> None:
    page = words(desk.read(f"/contacts/{ana(desk.app)}"))
    first = page[page.index("May we contact") : page.index("How to reach")]
    for told in ("by e-mail, phone, post", "Last word none yet", "We asked nothing yet", "They asked nothing yet"):
        assert told in first
    assert "Held by Maria" in first
    assert "Their concerns the new law on judges" in first


def test_an_objection_stands_in_the_first_block(desk: Desk) -> None:
    number = ana(desk.app)
    privacy.suppress(desk.app, "ana@example.org", reason="asked not to be written to")
    page = words(desk.read(f"/contacts/{number}"))
    assert "suppressed" in page[page.index("May we contact") : page.index("Last word")]


def test_ways_are_links_and_a_wrong_one_is_none(desk: Desk) -> None:
    number = ana(desk.app)
    page = desk.read(f"/contacts/{number}")
    assert 'href="mailto:ana@example.org"' in page
    assert 'href="tel:+34915550123"' in page
    assert "Calle Mayor 1, 28013 Madrid, Spain" in words(page)
    service.edit(desk.app, number, service.Edit(wrong=("ana@example.org",)))
    page = desk.read(f"/contacts/{number}")
    assert "mailto:" not in page
    assert "wrong since 9 March 2026" in words(page)


def test_the_rest_is_told_with_names_rather_than_keys(desk: Desk) -> None:
    page = words(desk.read(f"/contacts/{ana(desk.app)}"))
    for told in ("The International Legal Network", "Lawyers", "Spanish", "every 90 days"):
        assert told in page
    assert "the right person for human rights" in page
    assert "verified: 9 March 2026" in page


def test_an_organisation_shows_its_people(desk: Desk) -> None:
    ana(desk.app)
    there = service.resolve(desk.app, "Colegio de Abogados").id
    page = desk.read(f"/contacts/{there}")
    assert "People" in words(page)
    assert f'href="/contacts/{service.resolve(desk.app, "Ana Ruiz").id}"' in page


def test_the_history_is_narrowed_by_kind_and_goes_on_elsewhere(desk: Desk) -> None:
    number = ana(desk.app)
    logged(desk.app, number, 20)
    timeline.log(desk.app, LogDraft(summary="met at the bar", contact_ids=(number,)))
    page = words(desk.read(f"/contacts/{number}"))
    assert "All 21 call 20 meeting 1" in page
    assert "the 19th time" in page
    assert "the 2th time" not in page
    calls = words(desk.read(f"/contacts/{number}?kind=call"))
    assert "met at the bar" not in calls[calls.rindex("History") :]
    whole = words(desk.read(f"/contacts/{number}/history"))
    assert "the 2th time" in whole
    assert "21 entries" in whole
    assert [one["kind"] for one in desk.get(f"/contacts/{number}/history.json?kind=meeting").json] == ["meeting"]  # type: ignore[union-attr]


def test_a_long_history_is_shown_page_by_page(desk: Desk) -> None:
    number = ana(desk.app)
    for _ in range(2):
        logged(desk.app, number, 28)
    page = desk.read(f"/contacts/{number}/history")
    assert "1 to 50 of 56" in words(page)
    assert f'href="/contacts/{number}/history?since=50"' in page
    assert "51 to 56 of 56" in words(desk.read(f"/contacts/{number}/history?since=50"))
    assert desk.get(f"/contacts/{number}/history?since=junk").status_code == 200


class Raising:
    """A plugin that raises where it should say what it knows of a contact."""

    @hookimpl
    def contact_panels(self, app: App, contact_id: int) -> Iterable[Panel]:
        raise RuntimeError("secret of Ana")

    @hookimpl
    def timeline_entries(self, app: App, contact_id: int) -> Iterable[Entry]:
        raise RuntimeError("secret of Ana")


def test_a_plugin_that_raises_is_named_and_the_page_stands(app: App) -> None:
    desk = at_desk(evolve(app, plugins=Plugins.load(extra={"choir": Raising()})))
    number = ana(desk.app)
    page = words(desk.read(f"/contacts/{number}"))
    assert "choir cannot say now what it knows of this contact" in page
    assert "ana@example.org" in page
    assert "secret" not in page


def test_who_was_merged_is_found_where_they_are_now(desk: Desk) -> None:
    kept, dropped = a_person(desk.app), a_person(desk.app, "A. Ruiz")
    service.merge(desk.app, kept.id, dropped.id)
    page = words(desk.follow(desk.get(f"/contacts/{dropped.id}")))
    assert f"A. Ruiz ({dropped.id}) was merged into this one." in page


def test_the_trash_and_back(desk: Desk) -> None:
    number = ana(desk.app)
    page = desk.follow(desk.send(f"/contacts/{number}/trash", seen=f"/contacts/{number}"))
    assert "In the trash since 9 March 2026" in words(page)
    assert f"/contacts/{number}/edit/" not in page
    assert f"/history/{service.get(desk.app, number).change_id}/undo" in page
    assert "Ana Ruiz is back." in words(
        desk.follow(desk.send(f"/contacts/{number}/restore", seen=f"/contacts/{number}"))
    )
    assert service.get(desk.app, number).trashed_on is None


def test_a_reader_sees_no_button_and_does_nothing(app: App) -> None:
    number = ana(app)
    reader = at_desk(app, "Rosa", Role.READER)
    page = reader.read(f"/contacts/{number}")
    assert 'method="post"' not in page
    assert "/edit/" not in page
    assert reader.get(f"/contacts/{number}/edit/names").status_code == 403
    assert reader.get("/contacts/add").status_code == 403


def test_what_is_hidden_is_not_there(app: App) -> None:
    desk, other = at_desk(app), at_desk(app, "Jonas")
    accounts.add_circle(app, "asylum")
    number = ana(app, circle="asylum")
    assert "Seen by only asylum" in words(desk.read(f"/contacts/{number}"))
    for path in ("", "/history", "/edit/names", "/paths", "/roles/add"):
        assert other.get(f"/contacts/{number}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/contacts/99999", "/contacts/99999999999999999999", "/contacts/1/edit/nothing"])
def test_what_is_not_there_is_told_so(desk: Desk, path: str) -> None:
    a_person(desk.app)
    assert desk.get(path).status_code == 404


def test_hostile_words_stand_as_they_are(desk: Desk) -> None:
    """Every text of a card, in the page, its forms and drawings: they add nothing to it but themselves."""
    plain = _all_said(desk.app, "X plain")
    for text in [*PAYLOADS[:300:25], *PAYLOADS[-24::2]]:
        hostile = _all_said(desk.app, f"X {text}")
        for path in ("", "/edit/names", "/edit/concerns", "/edit/belonging", "/paths", "/history"):
            assert _shape(desk, hostile, path) == _shape(desk, plain, path), (path, text)


def _all_said(app: App, text: str) -> int:
    with app.change("say it all"):
        text = "".join(char for char in text if char != "\x00")[:190]
        texts = dict.fromkeys(("met", "can_do", "concerns_now", "remarks", "brought_by", "also", "gender"), text)
        one = service.add(app, ContactDraft(name=f"A {text}", fields=texts, emails=("a: hostile@example.org",))).id
        organisation = service.add(app, ContactDraft(name=f"B {text}", kind=Kind.ORGANISATION)).id
        service.add_role(app, one, RoleDraft(at=str(organisation), title=text, right_person_for=text))
        service.relate(app, one, "knows", organisation, note=text)
    timeline.log(app, LogDraft(summary=text, contact_ids=(one,)))
    return one


def _shape(desk: Desk, number: int, path: str) -> list[tuple[str, ...]]:
    """Return the elements of a page; how often a line of a drawing is parted depends on the words."""
    found = structure(desk.read(f"/contacts/{number}{path}"))
    return [one for one in found if one[0] not in {"text", "/text"}]


def test_a_group_leads_to_its_own_page(desk: Desk) -> None:
    group = a_group(desk.app)
    assert f'href="/groups/{group.contact_id}"' in desk.read(f"/contacts/{group.contact_id}")


def test_an_organisation_without_anybody_teaches(desk: Desk) -> None:
    page = words(desk.read(f"/contacts/{an_organisation(desk.app).id}"))
    assert "find the right person" in page


def test_who_sees_special_fields_stands_in_the_log_of_access(app: App) -> None:
    declared = [{"key": "faith", "title": "Faith"}, {"key": "shoe", "title": "Shoe", "data_class": "personal"}]
    desk = at_desk(evolve(app, settings=Settings({"contacts": {"fields": declared}})))
    ana, jon = (service.add(desk.app, ContactDraft(name=name)).id for name in ("Ana Ruiz", "Jon Berg"))
    service.edit(desk.app, ana, Edit(own_fields={"faith": "none"}))
    service.edit(desk.app, jon, Edit(own_fields={"shoe": "44"}))
    for one in (ana, jon):
        desk.read(f"/contacts/{one}")
    seen = [(entry.what, entry.contact_id) for entry in privacy.accesses(desk.app)]
    assert seen == [("see special fields of a contact", ana)]


def test_a_vcard_is_taken_out_and_the_log_of_access_says_so(app: App) -> None:
    desk = at_desk(app)
    ana = service.add(desk.app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",))).id
    assert f'href="/export/contact/{ana}"' in desk.read(f"/contacts/{ana}")
    answer = desk.get(f"/export/contact/{ana}")
    assert "Ana%20Ruiz.vcf" in answer.headers["Content-Disposition"]
    assert "ana@example.org" in answer.text
    assert [(one.what, one.contact_id) for one in privacy.accesses(app)] == [("take out a contact as vCard 4.0", ana)]
    service.trash(desk.app, ana)
    assert "/export/contact/" not in desk.read(f"/contacts/{ana}")
    assert desk.get(f"/export/contact/{ana}").status_code == 404


def test_whoever_only_reads_takes_no_vcard(app: App) -> None:
    ana = service.add(app, ContactDraft(name="Ana Ruiz")).id
    reader = at_desk(app, "Rosa", Role.READER)
    assert "/export/contact/" not in reader.read(f"/contacts/{ana}")
    assert reader.get(f"/export/contact/{ana}").status_code == 403
