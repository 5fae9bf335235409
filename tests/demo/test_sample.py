"""The sample: loads without a mistake, is complete enough to be believed, and reaches nobody real."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.fields import read_email, read_phone
from outreach_crm.contacts.model import Kind, Level
from outreach_crm.demo import sample, service
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.sectors import service as sectors
from outreach_crm.tasks import service as tasks

# RFC 2606 and RFC 6761: names that will never belong to anybody.
RESERVED_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)*example\.(?:org|com|net)")
# Numbers kept free for books and films: PTS (Sweden), Ofcom (United Kingdom), NANPA (North America).
RESERVED_NUMBERS = re.compile(
    r"\+46(?:8465004\d\d|313906\d\d|3139006\d\d|4062804\d\d|98031920\d|9803192\d\d|7017406(?:0[5-9]|[1-9]\d))"
    r"|\+44(?:2079460\d{3}|1632960\d{3})|\+1[2-9]\d{2}55501\d\d"
)
_EMAIL = re.compile(r"[^\s,;<>\"]+@([^\s,;<>\"]+)")
_WEB = re.compile(r"(?:https?://|www\.)([^\s/,;\"]+)")
_NUMBER = re.compile(r"\+\d[\d ]{6,}\d")

SAMPLE = sample.read()


def texts() -> Iterator[tuple[str, str]]:
    for path in sorted(sample.FOLDER.iterdir()):
        yield from ((path.name, line) for line in path.read_text("utf-8").splitlines())


def test_every_address_is_in_a_domain_that_belongs_to_nobody() -> None:
    domains = [(file, found[1]) for file, line in texts() for found in (*_EMAIL.finditer(line), *_WEB.finditer(line))]
    assert len(domains) > 200
    assert [one for one in domains if not RESERVED_DOMAIN.fullmatch(one[1])] == []


def test_every_number_is_one_that_is_kept_free_for_stories() -> None:
    numbers = [(file, found[0]) for file, line in texts() for found in _NUMBER.finditer(line)]
    assert len(numbers) > 50
    assert [one for one in numbers if not RESERVED_NUMBERS.fullmatch(one[1].replace(" ", ""))] == []


def test_addresses_and_numbers_are_read_as_people_would_write_them() -> None:
    rows = [*(one.row for one in SAMPLE.people), *(one.row for one in SAMPLE.organisations)]
    assert all(RESERVED_DOMAIN.fullmatch(read_email(text).partition("@")[2]) for row in rows for text in row.email)
    assert all(RESERVED_NUMBERS.fullmatch(read_phone(text, "")) for row in rows for text in row.phone)


def test_international_bodies_are_real_and_nobody_speaks_for_them(app: App) -> None:
    known = {body.name for sector in sectors.all_sectors(app) for body in sector.bodies}
    bodies = {one.row.name for one in SAMPLE.organisations if one.row.level == Level.INTERNATIONAL}
    assert bodies
    assert bodies <= known
    assert {one.row.name for one in SAMPLE.organisations if one.row.level != Level.INTERNATIONAL}.isdisjoint(known)
    assert bodies.isdisjoint({*(one.row.at for one in SAMPLE.people), *(one.row.at for one in SAMPLE.roles)})
    assert bodies.isdisjoint({name for one in SAMPLE.history for name in one.row.who})


def test_about_three_hundred_contacts_in_all_sectors_are_loaded_in_one_change(app: App) -> None:
    counts = service.load(app, SAMPLE)
    found = {kind: contacts.list_contacts(app, kind=kind, limit=500) for kind in Kind}
    assert 280 <= sum(len(some) for some in found.values()) <= 350
    assert len(found[Kind.ORGANISATION]) == counts["organisations"]
    for key in sectors.all_sectors(app).keys:
        for kind in (Kind.PERSON, Kind.ORGANISATION):
            assert len(contacts.list_contacts(app, kind=kind, sector=key)) >= 5, (key, kind)
    assert changes.latest(app, limit=1)[0].what == "load sample data"
    assert changes.verify(app).problems == ()


SMALL = {
    "us": "name,circles\nMaria,\nAisha,casework\n",
    "organisations": "name,organisation_kind,country,sectors\nBakers' Guild,trade union,SE,unions\n",
    "people": "name,role,at,email,sectors,circle\nAda Lind,President,Bakers' Guild,ada@example.org,unions,\n"
    "Bea Hall,,,,,casework\n",
    "roles": "who,role,at,from_day,to_day\nAda Lind,Secretary,Bakers' Guild,-900,-400\n",
    "relations": "who,kind,other\nAda Lind,influences,Bakers' Guild\n",
    "groups": "name,structure,purpose,planned\nFriday Group,local,Writes on Fridays,postage=10\n",
    "members": "group,who,role,from_day\nFriday Group,Ada Lind,coordinator,-300\n",
    "campaigns": "name,from_day,to_day,group\nBread and roses,-10,10,Friday Group\n",
    "history": "day,who,by,summary,campaign\n-3,Ada Lind,Aisha,called about bread,Bread and roses\n",
    "consents": "who,state,purpose,basis,day,source\n,granted,mailings,members-and-contacts,-3,list\n",
    "tasks": "title,owner,due_day,contact\nBuy flour,Maria,3,Ada Lind\n",
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A small sample without a mistake."""
    for name, text in SMALL.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_sample_of_ones_own_is_loaded_as_it_is_written(app: App, files: Path) -> None:
    counts = service.load(app, sample.read(files))
    ada = contacts.show(app, contacts.resolve(app, "Ada Lind").id)
    assert counts == {**dict.fromkeys(SMALL, 1), "us": 2, "people": 2, "roles": 2}
    assert [(role.title, bool(role.to_on)) for role in ada.roles] == [("President", False), ("Secretary", True)]
    assert [(entry.title, entry.by) for entry in ada.history] == [("called about bread", "Aisha")]
    assert tasks.list_tasks(app)[0].title == "Buy flour"


def test_a_restricted_contact_is_seen_by_her_circle_only(app: App, files: Path) -> None:
    service.load(app, sample.read(files))
    assert contacts.resolve(service.as_one_of_us(app, "Aisha"), "Bea Hall").name == "Bea Hall"
    with pytest.raises(NotFoundError):
        contacts.resolve(service.as_one_of_us(app, "Maria"), "Bea Hall")


def test_all_mistakes_in_the_form_are_told_at_once_with_file_and_line(files: Path) -> None:
    spoil(files / "tasks.csv", "3,", "soon,")
    spoil(files / "us.csv", "Maria,", "Maria,,extra")
    spoil(files / "members.csv", "role", "rolle")
    (files / "roles.csv").unlink()
    with pytest.raises(InvalidInputError) as caught:
        sample.read(files)
    told = "\n".join(str(problem) for problem in caught.value.problems)
    assert "tasks.csv, line 2: due_day" in told
    assert "us.csv, line 2: it has more or fewer cells than the heading" in told
    assert "members.csv, line 2: 'rolle' is not known here (did you mean 'role'?)" in told
    assert "roles.csv: cannot be read" in told


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("us", "Aisha", "", "'name' is missing"),
        ("organisations", "SE", "Xyzzy", "is not one country"),
        ("people", "ada@example.org", "ada.example.org", "is not an e-mail address"),
        ("people", "Ada Lind", "Bakers' Guild", 'There is a "Bakers\' Guild" already'),
        ("people", "unions,", "onions,", "There is no sector 'onions'"),
        ("roles", "Bakers' Guild", "Butchers' Guild", "Nobody and nothing in the files is called"),
        ("relations", "influences", "envies", "'envies' is not a kind of relationship"),
        ("groups", "postage=10", "stamps=10", "'stamps=10' is not an amount under a heading"),
        ("groups", "postage=10", "postage=ten", "'postage=ten' is not an amount under a heading"),
        ("members", "coordinator", "baker", "'baker' is not a role in a group"),
        ("campaigns", "-10,10", "10,-10", "campaigns.csv"),
        ("history", "-3,", "3,", "has not come yet"),
        ("history", "summary", "kind", "history.csv"),
        ("consents", "granted", "granting", "'granting' is not one of granted"),
        ("consents", "-3", "3", "has not come yet"),
        ("tasks", "Maria", "Nobody", "Nobody here is called 'Nobody'"),
    ],
)
def test_a_mistake_in_the_matter_is_told_with_file_and_line_and_nothing_is_loaded(
    app: App, files: Path, file: str, old: str, new: str, sentence: str
) -> None:
    spoil(files / f"{file}.csv", old, new)
    with pytest.raises(InvalidInputError, match=rf"{file}.csv, line \d: ") as caught:
        service.load(app, sample.read(files))
    assert sentence in str(caught.value)
    assert contacts.list_contacts(app) == []
