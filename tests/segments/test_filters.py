"""What can be asked of contacts: each condition finds whom it says, and refuses what cannot be meant."""

from collections.abc import Callable
from datetime import date

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.errors import OutreachError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.model import Ref
from outreach_crm.segments import service
from tests.builders import a_group, a_person, acting, an_organisation, with_settings

TODAY, LAST_YEAR, NEXT_YEAR = date(2026, 3, 9), date(2025, 3, 9), date(2027, 3, 9)
OWN = {"fields": [{"key": "shirt"}, {"key": "born", "kind": "date"}, {"key": "bar", "kind": "number"}]}

Ask = Callable[..., list[str]]


@pytest.fixture
def ask(app: App) -> Ask:
    """Ask for conditions and return the first names of those found."""
    return lambda *lines: names(app, *lines)


def names(app: App, *lines: str) -> list[str]:
    found = contacts.some(app, service.first(app, service.read(app, lines), 100))
    assert app.plugins.failed == []
    return [one.name.split()[0] for one in found]


def draft(app: App, name: str, **given: object) -> int:
    return contacts.add(app, ContactDraft(name=name, **given)).id  # type: ignore[arg-type]


def test_a_role_is_found_by_words_of_its_title_while_it_lasts(app: App, ask: Ask) -> None:
    bar, guild = an_organisation(app, "Bar").id, an_organisation(app, "Guild").id
    for name, title, at, until in (
        ("Ana", "Vice-President", bar, None),
        ("Bea", "Présidente", guild, None),
        ("Cy", "President", bar, LAST_YEAR),
        ("Di", "Secretary", guild, NEXT_YEAR),
    ):
        contacts.add_role(app, a_person(app, name).id, RoleDraft(at=str(at), title=title, to_on=until))
    assert ask("role=president") == ["Ana", "Bea"]
    assert ask("role=vice president") == ["Ana"]
    assert ask("at=Bar") == ["Ana"]
    assert ask("at=guild", "not:role=president") == ["Di"]


def test_a_role_at_a_hidden_organisation_is_hidden(app: App) -> None:
    bar = an_organisation(app, "Bar").id
    contacts.add_role(app, a_person(app, "Ana").id, RoleDraft(at=str(bar), title="President"))
    accounts.add_circle(app, "Board")
    contacts.edit(app, bar, contacts.Edit(circle="Board"))
    assert names(app, "role=president") == ["Ana"]
    with acting(app, "Jonas") as other:
        assert names(other, "role=president") == []


def test_who_was_in_touch_since_a_day_is_found_of_little_and_of_much(app: App, ask: Ask) -> None:
    ana, bea, _ = (draft(app, name) for name in ("Ana", "Bea", "Cy"))
    for much in (1, 20_001):
        with app.change("write down much"):
            days = ["2026-03-01"] * much + ["2025-03-01"]
            common = {"kind": "call", "side": "we", "summary": "A call"}
            app.store.insert_many("timeline_entries", ({**common, "happened_on": on} for on in days))
            newest = app.store.value("select max(id) from timeline_entries")
            parts = [(newest - one, ana) for one in range(1, much + 1)] + [(newest, bea)]
            app.store.insert_many("timeline_contacts", ({"entry_id": one, "contact_id": who} for one, who in parts))
        assert ask("contacted-since=90d") == ["Ana"]
        assert ask("not:contacted-since=90d") == ["Bea", "Cy"]
        assert ask("contacted-before=90d") == ["Bea"]


def test_ways_to_reach_somebody_count_while_they_work(app: App, ask: Ask) -> None:
    draft(app, "Ana", emails=("ana@example.org",), phones=("+34 915 550 123",), webs=("example.org",))
    draft(app, "Bea", emails=("bea@example.org",), addresses=("Rue 1; 75001 Paris; France",))
    draft(app, "Cy", emails=("cy@example.org",), valid_to=LAST_YEAR)
    draft(app, "Di", addresses=("Rue 2; 75002 PARIS; France",), valid_from=NEXT_YEAR)
    contacts.edit(app, contacts.resolve(app, "Ana").id, contacts.Edit(wrong=("+34915550123",)))
    assert ask("email") == ["Ana", "Bea"]
    assert ask("phone") == []
    assert ask("web") == ["Ana"]
    assert ask("post") == ask("town=paris") == ["Bea"]
    assert ask("not:email") == ["Cy", "Di"]


def test_what_is_written_on_the_card_is_asked_for(app: App, ask: Ask) -> None:
    jonas = accounts.add_account(app, "Jonas")
    a_person(app, "Ana", membership="member", membership_to="2025-12-31")
    a_person(app, "Bea", membership="supporter", membership_from="2026-01-01")
    draft(app, "Cy", holder=jonas.name, fields={"membership": "member"})
    an_organisation(app, "Dockers", organisation_kind="Trade union", level="local")
    a_group(app, "Friday", "network")
    assert ask("membership=members,supporter") == ["Bea", "Cy"]
    assert ask("holder=jonas") == ask("held") == ["Cy"]
    assert ask("organisation-kind=trade Union") == ask("level=local") == ask("kind=organisations") == ["Dockers"]
    assert ask("structure=network") == ask("kind=group") == ["Friday"]
    assert ask("added-since=today") == ["Ana", "Bea", "Cy", "Dockers", "Friday"]
    assert ask("not:added-since=yesterday") == []


def test_own_fields_are_asked_for_by_their_kind(app: App) -> None:
    app = with_settings(app, contacts=OWN)
    draft(app, "Ana", own_fields={"shirt": "Très grand", "born": "1980-05-01"})
    draft(app, "Bea", own_fields={"shirt": "M", "bar": "0012.50"})
    draft(app, "Cy")
    assert names(app, "field=shirt") == ["Ana", "Bea"]
    assert names(app, "field=shirt=tres grand,shirt=M") == ["Ana", "Bea"]
    assert names(app, "field=shirt=L") == []
    assert names(app, "field=born=1980-05-01") == ["Ana"]
    assert names(app, "not:field=bar=12.5") == ["Ana", "Bea", "Cy"]
    assert names(app, "field=bar=0012.50") == ["Bea"]
    with pytest.raises(OutreachError, match="'shoe' is not a field of this section; there are shirt, born, bar"):
        names(app, "field=shoe=42")
    with pytest.raises(OutreachError, match="born: 'soon' is not a day"):
        names(app, "field=born=soon")


def test_a_region_is_all_its_countries(app: App, ask: Ask) -> None:
    for name, country in (("Ana", "CL"), ("Bea", "PE"), ("Cy", "SE"), ("Di", "")):
        a_person(app, name, country=country)
    assert ask("country=South America") == ["Ana", "Bea"]
    assert ask("not:country=South America") == ["Cy", "Di"]
    assert service.words_of(service.read(app, ["country=Sweden,South America"])) == ["country=SE,regions-m49:005"]


def test_a_hidden_group_tells_nothing_of_its_members(app: App) -> None:
    group = a_group(app, "Friday", "local").contact_id
    groups.join(app, group, a_person(app, "Ana").id, role="coordinator", since=LAST_YEAR)
    accounts.add_circle(app, "Board")
    contacts.edit(app, group, contacts.Edit(circle="Board"))
    assert names(app, "group=friday") == names(app, "group-role=Coordinator") == ["Ana"]
    with acting(app, "Jonas") as other:
        assert names(other, "group-role=coordinator") == []
        with pytest.raises(OutreachError):
            names(other, f"group={group}")


def test_a_group_that_has_ended_is_no_network_any_more(app: App, ask: Ask) -> None:
    groups.add(app, GroupDraft(name="Past", structure="network", fields={"ended_on": "2026-03-09"}))
    a_group(app, "Present", "network")
    assert ask("structure=network") == ["Present"]


def test_a_part_in_a_campaign_is_seen_by_those_who_see_the_link(app: App) -> None:
    group = a_group(app, "Friday", "local").contact_id
    ana, bea = a_person(app, "Ana").id, a_person(app, "Bea").id
    campaign = campaigns.add(app, CampaignDraft(name="Free hands", group=str(group))).id
    campaigns.link(app, campaign, Ref("contacts", ana), title="", on=TODAY, contact_ids=[bea])
    assert names(app, "campaign=free hands") == ["Ana", "Bea", "Friday"]
    accounts.add_circle(app, "Board")
    contacts.edit(app, bea, contacts.Edit(circle="Board"))
    with acting(app, "Jonas") as other:
        assert names(other, "campaign=free hands") == ["Friday"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("kind=persn", "'persn' is none of person, organisation, group .did you mean 'person'"),
        ("level=galactic", "'galactic' is none of local, national, international"),
        ("country=Atlantis", "'Atlantis' is neither one country nor a region"),
        ("country=torture", "'torture' is neither one country nor a region"),
        ("language=Klingonese", "'Klingonese' is not a language"),
        ("keyword=quidditch", "There is no keyword .quidditch."),
        ("role=!", "'!' is no word of a title"),
        ("holder=Nobody", "Nobody here is called 'Nobody'"),
        ("at=Nowhere", "Nowhere"),
        ("group=Nowhere", "No group fits 'Nowhere'"),
        ("group-role=king", "'king' is not a role in a group; there are coordinator"),
        ("structure=pyramid", "'pyramid' is none of specialist, network"),
        ("campaign=none", "No campaign fits 'none'"),
        ("contacted-since=soon", "'soon' is not a day; write 2026-03-09, yesterday, 90d"),
        ("field=shirt", "'shirt' is not a field of this section; none is declared"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_with_what_there_is(app: App, line: str, sentence: str) -> None:
    with pytest.raises(OutreachError, match=sentence):
        service.read(app, [line])


@pytest.mark.parametrize(
    ("written", "tag"),
    [("French", "fr"), ("español", "es"), ("Niederländisch", "nl"), ("pt-br", "pt-BR"), ("EN", "en")],
)
def test_a_language_is_meant_by_its_name_or_its_letters(app: App, written: str, tag: str) -> None:
    assert service.words_of(service.read(app, [f"language={written}"])) == [f"language={tag}"]


def test_an_organisation_is_meant_not_a_person_of_its_name(app: App, ask: Ask) -> None:
    a_person(app, "Colegio Ruiz")
    contacts.add(app, ContactDraft(name="Colegio", kind=Kind.ORGANISATION))
    assert ask("at=colegio") == []


def test_every_condition_can_be_listed_said_and_negated(app: App) -> None:
    listed = {one.key: one for one in service.fields(app)}
    assert {"sector", "keyword", "country", "level", "role", "language", "group", "field", "overdue"} <= set(listed)
    for one in app.plugins.filters():
        assert ("{value}" in one.sentence) == ("{value}" in one.negated) == bool(one.takes), one.key
        assert listed[one.key].takes == one.takes
