"""Contacts as an export tells of them, with names and remarks as hostile as they come."""

from string import ascii_lowercase

from attrs import evolve
from hypothesis import strategies as st

from outreach_crm.transfer.model import Labelled, PostalAddress, Record

# Signs that mean something to one of the formats, and letters of several scripts.
SIGNS = "aZé ßłЖ中ع=+-@＝＋'\"\\,;:|&<>{}[]#%!?*_^~`$/()0123456789.\u2013\U0001f600"
LINE = st.text(st.sampled_from(SIGNS), max_size=90).map(lambda text: " ".join(text.split()))
REMARK = st.lists(LINE.filter(bool), max_size=3).map("\n".join)
NAME = st.one_of(
    st.builds("{} {}".format, LINE, st.sampled_from(["Ruiz", "Ωmega", "Жук"])).map(str.strip),
    st.sampled_from(["=cmd|' /C calc'!A0", "''=1", "+1", "@SUM(A1)", "-2+3", "＝1a", 'O\'Neil; Ana, "the" \\ Jr']),
)
WORD = st.text(st.sampled_from(ascii_lowercase), min_size=1, max_size=8)
LABEL = st.sampled_from(["", "", "work", "home", "mobile", "fax", "bureau; 2ème", "secretariat: desk"])
EMAILS = WORD.map("{}@example.org".format)
PHONES = st.sampled_from(["+34915550123", "+442079460123;ext=12", "+46317017405"])
WEBS = st.sampled_from(
    ["https://example.org", "https://www.example.com/a;b,c?d=e|f&g=1,2#h", "http://example.net/ñ/%20"]
)
SYSTEM = st.sampled_from(["civicrm", "outreach", "espo.crm"])


def labelled(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Labelled, ...]]:
    one = st.builds(Labelled, value=values, label=LABEL)
    return st.lists(one, max_size=3, unique_by=lambda each: each.value).map(tuple)


ADDRESSES = st.builds(
    PostalAddress,
    lines=REMARK,
    postcode=st.sampled_from(["", "01234", "SW1A 1AA", "-1"]),
    town=LINE,
    region=LINE,
    country=st.sampled_from(["", "FR", "CL"]),
    label=LABEL,
).filter(lambda one: any((one.lines, one.postcode, one.town, one.region)))
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "also": NAME,
        "language": st.sampled_from(["es", "pt-BR"]),
        "languages": st.sampled_from(["fr", "fr nl"]),
        "country": st.sampled_from(["ES", "CD"]),
        "membership": st.just("member"),
        "membership_from": st.just("2025-01-02"),
        "met": REMARK.filter(bool),
        "can_do": REMARK.filter(bool),
        "rhythm_days": st.just("90"),
        "name_order": st.just("family-first"),
        "gender": st.sampled_from(["male", "female", "non-binary, fluid"]),
        "pronouns": st.just("they/them"),
    },
)
OWN = st.fixed_dictionaries(
    {}, optional={"diet": LINE.filter(bool), "joined": st.just("2024-02-29"), "press": st.just("yes")}
)


def _ours_first(number: str) -> bool:
    return not number.startswith("outreach:")


IDS = st.dictionaries(SYSTEM, WORD, max_size=3).map(
    lambda ids: tuple(sorted((f"{system}:{number}" for system, number in ids.items()), key=_ours_first))
)
_ANYBODY = {
    "line": st.just(1),
    "emails": labelled(EMAILS),
    "phones": labelled(PHONES),
    "webs": labelled(WEBS),
    "addresses": st.lists(ADDRESSES, max_size=3).map(tuple),
    "own_fields": OWN,
    "sectors": st.sampled_from([(), ("medical",), ("medical", "legal")]),
    "interests": st.sampled_from([(), ("Death penalty",), ("concerns:torture-and-ill-treatment", "Death penalty")]),
    "ids": IDS,
    "note": REMARK,
}


def _in_parts(record: Record, parts: tuple[str, str]) -> Record:
    given, family = parts
    return evolve(record, given=given, family=family, name=" ".join(filter(None, parts)) or record.name)


PEOPLE = st.builds(
    _in_parts,
    st.builds(
        Record,
        kind=st.just("person"),
        name=NAME,
        organisation=st.one_of(st.just(""), NAME),
        role=LINE,
        fields=FIELDS,
        **_ANYBODY,
    ),
    st.one_of(st.just(("", "")), st.tuples(LINE, NAME)),
)
ORGANISATIONS = st.builds(
    Record,
    kind=st.just("organisation"),
    name=NAME,
    fields=st.fixed_dictionaries({}, optional={"also": NAME, "level": st.just("local"), "organisation_kind": NAME}),
    **_ANYBODY,
)
RECORDS = st.lists(st.one_of(PEOPLE, ORGANISATIONS), min_size=1, max_size=4)
