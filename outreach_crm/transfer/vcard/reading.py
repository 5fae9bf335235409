"""Reads contacts from vCards; runs in the worker of ``untrusted``. One bad card never loses the others."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from outreach_crm.errors import ImportRejectedError
from outreach_crm.text import later, say
from outreach_crm.transfer.vcard.lines import Card, Property, cards, properties

# What says how an address is used, not where.
_NO_LABEL = frozenset({"pref", "internet", "x400", "voice", "msg", "text", "dom", "intl", "postal", "parcel", "other"})
_LABELS = {"cell": "mobile", "iphone": "mobile", "fax": "fax"}
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_KINDS = {"org": "organisation", "organization": "organisation", "individual": "person"}
_PRIVATE = "X-OUTREACH-"
_REASON = f"{_PRIVATE}REASON:"
# Said where the file is read apart from the program, which looks them up as they stand.
_GUESSED = later("The text is not UTF-8 and does not say what it is; it was read as Western European (cp1252).")
_BROKEN_OFF = later("The card breaks off before END:VCARD; what there is of it was read.")
_EMPTY = later("The card is empty.")
_UNREAD = "The line is no part of a vCard and was not read: {}"


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield one record for each card.

    Raises:
        ImportRejectedError: there is no card in it.
    """
    content = path.read_bytes()
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            content = content.decode(encoding, "replace").encode("utf-8", "replace")
    none = True
    for card in cards(content):
        none = False
        yield _record(card)
    if none:
        raise ImportRejectedError(say("holds no vCard: no line reads BEGIN:VCARD."))


def again(lines: Sequence[str], why: str) -> bytes:
    """Return a card as it was, whatever encoding its bytes are in, with the reason why it was not taken in."""
    reason = why.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
    kept = [line for line in lines[1:] if not line.startswith(_REASON)]
    card = [*lines[:1], f"{_REASON}{reason}", *kept]
    return "".join(f"{line}\r\n" for line in card).encode("utf-8", "surrogateescape")


def _record(card: Card) -> dict[str, Any]:
    found, strange, guessed = properties(card)
    told = _Told(found)
    flags = [_UNREAD.format(text[:80]) for text in strange[:5]]
    if guessed:
        flags.append(_GUESSED)
    if not card.whole:
        flags.append(_BROKEN_OFF)
    given, family = told.names()
    organisation = told.first("ORG")
    return {
        "line": card.line,
        "kind": told.kind(),
        "name": told.first("FN"),
        "given": given,
        "family": family,
        "fields": told.fields(),
        "own_fields": told.own_fields(),
        "emails": told.labelled("EMAIL", "mailto:"),
        "phones": told.labelled("TEL", "tel:"),
        "webs": told.labelled("URL", ""),
        "addresses": told.addresses(),
        "organisation": organisation,
        "role": told.first("TITLE") or told.first("ROLE"),
        "sectors": told.listed(f"{_PRIVATE}SECTOR"),
        "interests": told.listed("CATEGORIES"),
        "ids": told.ids(),
        "note": "\n".join(one.text for one in found if one.name == "NOTE"),
        "changed_on": told.first("REV"),
        "raw": [line.decode("utf-8", "surrogateescape") for line in card.lines],
        "flags": flags,
        "refused": "" if found else _EMPTY,
    }


class _Told:
    """The properties of one card, asked for in the words of a record."""

    def __init__(self, found: list[Property]) -> None:
        self.found = found
        self.labels = {one.group: one.text for one in found if one.name == "X-ABLABEL" and one.group}

    def named(self, name: str) -> Iterator[Property]:
        return (one for one in self.found if one.name == name)

    def first(self, name: str) -> str:
        """Return the first part of the first property of a name that says anything."""
        texts = (one.text if name in {"FN", "TITLE", "ROLE", "REV"} else one.parts()[0] for one in self.named(name))
        return next((text.strip() for text in texts if text.strip()), "")

    def names(self) -> tuple[str, str]:
        """Return given (with further ones) and family name."""
        parts = next((one.parts() for one in self.named("N") if any(one.parts())), [])
        family, given, further, *_ = [*parts, "", "", ""]
        further = " ".join(further.split(","))
        return " ".join(f"{given} {further}".split()), family

    def kind(self) -> str:
        told = (self.first("KIND") or self.first(f"{_PRIVATE}KIND")).lower()
        if told in _KINDS:
            return _KINDS[told]
        company = self.first("X-ABSHOWAS").upper() == "COMPANY"
        person = any(self.names())
        alone = self.first("ORG") and not person and self.first("FN") in {"", self.first("ORG")}
        return "organisation" if company or alone else "person" if person else ""

    def fields(self) -> dict[str, str]:
        gender = [*self.first("GENDER").split(";"), ""][0]
        languages = [one.text.strip() for one in self.named("LANG")]
        told = {
            "also": self.first("NICKNAME"),
            "gender": {"M": "male", "F": "female"}.get(gender.upper(), gender),
            "language": next(iter(languages), ""),
            "languages": " ".join(languages[1:]),
            "pronouns": self.first("PRONOUNS"),
        }
        return told | self.private()

    def labelled(self, name: str, scheme: str) -> list[list[str]]:
        """Return addresses with their labels, those that are preferred first."""
        found = sorted(
            self.named(name), key=lambda one: not ("pref" in one.types or one.parameters.get("PREF") == ["1"])
        )
        return [[_without(one.text.strip(), scheme), self.label(one)] for one in found if one.text.strip()]

    def label(self, one: Property) -> str:
        own = self.labels.get(one.group, "") if one.group else ""
        if own:
            apple = _APPLE_LABEL.fullmatch(own)
            return apple[1].lower() if apple else own
        types = [_LABELS.get(each, each) for each in one.types if each not in _NO_LABEL and not each.startswith("x-")]
        return " ".join(dict.fromkeys(types)) if "fax" in types else (types or [""])[0]

    def addresses(self) -> list[list[str]]:
        found = []
        for one in self.named("ADR"):
            box, more, street, town, region, postcode, country, *_ = [*one.parts(), *[""] * 7]
            lines = "\n".join(part for part in (street, more, box) if part)
            if lines or town or region or postcode or country:
                found.append([lines, postcode, town, region, country, self.label(one)])
        if not found:
            found = [
                [one.text.strip(), "", "", "", "", self.label(one)] for one in self.named("LABEL") if one.text.strip()
            ]
        return found

    def listed(self, name: str) -> list[str]:
        return [part for one in self.named(name) for part in one.parts(",") if part]

    def ids(self) -> list[str]:
        known = self.listed(f"{_PRIVATE}ID")
        uids = [one.text.strip() for one in self.named("UID") if one.text.strip()]
        return [*(uid if uid.startswith("outreach:") else f"vcard:{uid}" for uid in uids), *known]

    def own_fields(self) -> dict[str, str]:
        """Return what our own export keeps as ``X-OUTREACH-FIELD;X-KEY=diet``."""
        return {key: one.text for one in self.named(f"{_PRIVATE}FIELD") for key in one.parameters.get("X-KEY", ())}

    def private(self) -> dict[str, str]:
        """Return what our own export keeps as ``X-OUTREACH-LEVEL``."""
        own = {f"{_PRIVATE}{name}" for name in ("SECTOR", "ID", "KIND", "FIELD", "REASON")}
        found = {one.name: one.text for one in self.found if one.name.startswith(_PRIVATE) and one.name not in own}
        return {name.removeprefix(_PRIVATE).lower().replace("-", "_"): text for name, text in found.items()}


def _without(text: str, scheme: str) -> str:
    return text[len(scheme) :] if scheme and text[: len(scheme)].lower() == scheme else text
