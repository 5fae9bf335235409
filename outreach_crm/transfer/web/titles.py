"""What the fields of a contact, and what becomes of a line, are called on a page."""

from collections.abc import Iterable

from outreach_crm.forms import Choice
from outreach_crm.text import Sentence, say
from outreach_crm.transfer.model import Column
from outreach_crm.transfer.service import Outcome

OUTCOMES = {
    Outcome.NEW: say("new"),
    Outcome.CHANGED: say("changed"),
    Outcome.UNCHANGED: say("the same"),
    Outcome.DUPLICATE: say("probably there already"),
    Outcome.REFUSED: say("refused"),
}
"""By outcome; who must not be named has no page."""

WHY = {
    "given": say("as you chose"),
    "saved": say("as you chose, or as it was kept"),
    "header": say("by its heading"),
    "values": say("by what stands in it"),
    "": "",
}

_FIELDS = {
    say("Name"): {
        "name": say("whole name"),
        "given": say("given name"),
        "middle": say("middle name"),
        "family": say("family name"),
        "also": say("another name, or an acronym"),
        "kind": say("person or organisation"),
    },
    say("Organisation"): {
        "organisation": say("organisation"),
        "role": say("role there"),
        "organisation_kind": say("kind of organisation"),
        "level": say("level: national, regional, local"),
    },
    say("Ways to reach them"): {
        "email": say("e-mail"),
        "email:work": say("e-mail at work"),
        "email:home": say("e-mail at home"),
        "phone": say("telephone"),
        "phone:work": say("telephone at work"),
        "phone:home": say("telephone at home"),
        "phone:mobile": say("mobile telephone"),
        "web": say("web address"),
        "address": say("whole postal address"),
        "street": say("street"),
        "postcode": say("postcode"),
        "town": say("town"),
        "region": say("region"),
        "country": say("country"),
    },
    say("What they do and want"): {
        "sector": say("sector"),
        "interest": say("interests (keywords)"),
        "language": say("language"),
        "languages": say("further languages"),
        "can_do": say("what they can do"),
        "concerns_now": say("what concerns them now"),
        "met": say("how we met"),
        "brought_by": say("who brought them"),
        "rhythm_days": say("agreed rhythm"),
        "note": say("a note"),
    },
    say("What they agreed to"): {
        "consent": say("consent, to any way"),
        "consent:email": say("consent to e-mail"),
        "consent:phone": say("consent to calls"),
        "consent:post": say("consent to letters"),
        "no-consent:email": say("no e-mail"),
        "no-consent:phone": say("no calls"),
        "no-consent:post": say("no letters"),
        "consent-on": say("day of the consent"),
        "consent-source": say("source of the consent"),
        "consent-purpose": say("purpose of the consent"),
    },
    say("More"): {
        "gender": say("gender"),
        "pronouns": say("pronouns"),
        "membership": say("membership"),
        "membership_from": say("member since"),
        "membership_to": say("member until"),
        "name_order": say("order of the names"),
        "changed-on": say("when it was changed there"),
    },
}


def fields_for(column: Column, own: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    """Return what a column can be taken for: nothing, the fields there are, and what it is taken for now.

    Args:
        column: the column.
        own: keys and titles of the section's own fields.
    """
    choices = [Choice("", say("— leave it out —"))]
    for heading, some in _FIELDS.items():
        choices += [Choice(key, title, heading) for key, title in some.items()]
    choices += [Choice(f"field:{key}", title, say("Our own fields")) for key, title in own]
    system = "-".join("".join(char if char.isalnum() else " " for char in column.header.lower()).split())
    if system:
        number = say("number in another system, called {system}", system=system)
        choices.append(Choice(f"id:{system}", number, say("More")))
    if column.field not in {one.key for one in choices}:
        choices.insert(1, Choice(column.field, field_title(column.field)))
    return tuple(choices)


def field_title(field: str) -> str:
    """Return how a field is called."""
    known: dict[str, Sentence] = {}
    for some in _FIELDS.values():
        known |= some
    base, _, label = field.partition(":")
    if field in known:
        return known[field]
    return say("{field} ({label})", field=known.get(base, base), label=label) if label else field
