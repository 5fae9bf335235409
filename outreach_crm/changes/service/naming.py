"""Words of officers for what pages show of the database: its columns, and what stands in them."""

import json
from typing import Any

from outreach_crm.app import App
from outreach_crm.text import say, term

# Columns that say nothing to people.
_MACHINES = frozenset(
    {
        *("arguments", "codes", "col", "digest", "lookup"),
        *("ref_id", "ref_kind", "row_id", "seen_as", "sha256", "spoken", "stated_by", "tbl"),
    }
)

# What a column is called, whatever table it stands in; one that is not here reads as it is named.
_COLUMNS = {
    "account": say("who of us"),
    "added on": say("added on"),
    "address": say("address"),
    "advises": say("advises"),
    "also": say("also called"),
    "amount": say("amount"),
    "answers for rights": say("answers for human rights"),
    "approved at": say("approved on"),
    "approved by": say("approved by"),
    "basis": say("basis"),
    "body": say("text"),
    "brought by": say("brought by"),
    "campaign": say("campaign"),
    "can do": say("can do"),
    "capacity": say("how many cases or actions at once"),
    "channel": say("way"),
    "checked at": say("checked on"),
    "checked by": say("checked by"),
    "circle": say("circle"),
    "concerns now": say("concerns now"),
    "conditions": say("conditions"),
    "confirmed at": say("confirmed on"),
    "contact": say("contact"),
    "contacts": say("contacts"),
    "copies": say("copies"),
    "country": say("country"),
    "definition": say("meaning"),
    "dispatch": say("mailing"),
    "done on": say("done on"),
    "due on": say("due on"),
    "email": say("e-mail"),
    "ended on": say("ended on"),
    "entry": say("entry in the history"),
    "external": say("number in another system"),
    "facet": say("kind"),
    "family": say("family name"),
    "fee paid until": say("fee paid until"),
    "fee": say("fee"),
    "field": say("field"),
    "fields": say("fields"),
    "follow up on": say("follow up on"),
    "follow up": say("what is to be done then"),
    "follows": say("follows"),
    "for good": say("for good"),
    "formed from": say("formed from"),
    "founded on": say("founded on"),
    "from on": say("from"),
    "from": say("from"),
    "frozen at": say("list made on"),
    "gender": say("gender"),
    "given on": say("given on"),
    "given": say("given name"),
    "group": say("group"),
    "halted at": say("stopped on"),
    "halted because": say("stopped because"),
    "halted by": say("stopped by"),
    "happened on": say("when"),
    "heading": say("heading"),
    "holder": say("held by"),
    "interest": say("interests"),
    "key": say("key"),
    "keyword": say("keyword"),
    "kind": say("kind"),
    "label": say("label"),
    "language": say("language"),
    "languages": say("languages"),
    "level": say("level"),
    "lines": say("lines"),
    "link": say("link"),
    "media type": say("kind of file"),
    "meeting days": say("days between meetings"),
    "membership from": say("member since"),
    "membership to": say("member until"),
    "membership": say("membership"),
    "merged into": say("merged into"),
    "met": say("where we met"),
    "name order": say("order of names"),
    "name": say("name"),
    "note": say("note"),
    "on date": say("when"),
    "one": say("one of them"),
    "organisation kind": say("kind of organisation"),
    "organisation": say("organisation"),
    "other": say("the other"),
    "outcome": say("what came of it"),
    "own word": say("their own word"),
    "owner": say("who does it"),
    "person": say("person"),
    "place": say("place"),
    "planned": say("amount planned"),
    "policy": say("rules"),
    "postcode": say("postcode"),
    "preferred": say("preferred"),
    "pronouns": say("pronouns"),
    "proof": say("proof"),
    "purpose": say("purpose"),
    "reason": say("reason"),
    "reasons": say("reasons"),
    "recorded at": say("recorded on"),
    "recorded by": say("recorded by"),
    "ref": say("number"),
    "region": say("region"),
    "regions": say("what it works on"),
    "remarks": say("remarks"),
    "retired on": say("retired on"),
    "rhythm days": say("days between words from us"),
    "right person for": say("right person for"),
    "role": say("role"),
    "rules": say("rules"),
    "said on": say("said on"),
    "said": say("what was said"),
    "salutation": say("salutation"),
    "scheme": say("list"),
    "second above": say("a second person above so many"),
    "sector": say("sector"),
    "segment": say("segment"),
    "serviced by": say("serviced by"),
    "side": say("from whom it came"),
    "signed up": say("only who signed up"),
    "since": say("since"),
    "size": say("size"),
    "source": say("source"),
    "special": say("of a special kind"),
    "state": say("state"),
    "stopped because": say("stopped because"),
    "structure": say("what it is"),
    "subject": say("subject"),
    "summary": say("what happened"),
    "system": say("system"),
    "test of": say("test of"),
    "text": say("text"),
    "title": say("title"),
    "to on": say("until"),
    "to": say("to"),
    "town": say("town"),
    "trashed on": say("in the trash since"),
    "until on": say("until"),
    "used": say("used"),
    "valid from": say("valid from"),
    "valid to": say("valid until"),
    "valid until": say("valid until"),
    "value": say("what it says"),
    "variants": say("variants"),
    "verified on": say("checked on"),
    "version": say("version"),
    "wording": say("wording"),
    "wrong since": say("wrong since"),
    "year": say("year"),
}
# Whose values are words of the program.
_WORDS = frozenset(
    {
        *("basis", "channel", "facet", "gender", "heading", "kind", "level", "membership", "purpose", "role", "side"),
        "state",
    }
)
# What is so or not.
_FLAGS = frozenset(
    {"any_language", "excluded", "for_good", "life_at_risk", "own_word", "preferred", "signed_up", "special"}
)


def declared(app: App) -> dict[tuple[str, str], str]:
    """Return what features and plugins call the columns of their tables, by table and column."""
    sets = app.plugins.migrations()
    return {(table.table, column): word for one in sets for table in one.kept for column, word in one.columns.items()}


def label(column: str) -> str:
    """Return what a column is called in every table; empty where it says nothing to people.

    One that nobody has a word for reads as it is named.
    """
    return "" if column in _MACHINES else _COLUMNS.get(_plain(column), _plain(column))


def value(column: str, text: str) -> str:
    """Return a value of a column as people read it."""
    if column in _FLAGS and text in {"0", "1"}:
        return say("yes") if text == "1" else say("no")
    return term(text) if column in _WORDS else _listed(text)


def _listed(text: str) -> str:
    """Return what a column holds as JSON as a row of words; any other text as it is."""
    if text[:1] not in {"[", "{"}:
        return text
    try:
        return _in_a_row(json.loads(text))
    except ValueError:  # somebody's own brackets
        return text


def _in_a_row(found: Any) -> str:
    if isinstance(found, dict):
        return " ".join(_in_a_row(one) for one in found.values() if one not in ("", False, None))
    return ", ".join(map(_in_a_row, found)) if isinstance(found, list) else str(found)


def _plain(column: str) -> str:
    return column.removesuffix("_id").replace("_", " ")
