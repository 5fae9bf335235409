"""The fields a column can be mapped to, as people write them: ``family``, ``email:work``, ``id:civicrm``."""

from collections.abc import Collection, Iterable

from attrs import frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.text import say

# Of these one column is enough; all others may have several.
ONCE = (
    *("name", "given", "middle", "family", "organisation", "role", "kind"),
    *("changed-on", "consent-on", "consent-source", "consent-purpose"),
)
# Plain fields of a contact that have no word of their own above or below; names of ``contacts.fields.FIELDS``.
PLAIN = (
    *("also", "organisation_kind", "level", "language", "languages", "country", "gender", "pronouns", "membership"),
    *("membership_from", "membership_to", "brought_by", "met", "rhythm_days", "can_do", "concerns_now", "name_order"),
)
# With a label after a colon: what sort of address it is, and which parts belong together.
PARTS = ("street", "postcode", "town", "region", "country")
LABELLED = ("email", "phone", "web", "address", *PARTS)
LABELS = tuple(f"{one}-label" for one in ("email", "phone", "web", "address"))
MANY = ("sector", "interest", "note")
# With something after a colon that says which: a channel, a system, a field of the section's own.
CONSENTS = ("consent", "no-consent")
NAMED = ("id", "field")
BASES = (*ONCE, *PLAIN, *LABELLED, *LABELS, *MANY, *CONSENTS, *NAMED)
CHANNELS = ("", "email", "phone", "sms", "post")


@frozen
class Target:
    """A field in its two parts: ``email:work`` is the base ``email`` with the label ``work``."""

    base: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.base}:{self.label}" if self.label else self.base

    @property
    def once(self) -> bool:
        """Whether one column at most can be mapped to it."""
        if self.base in {"street", "country"} and self.label:
            return self.base == "country"
        return self.base in {*ONCE, *PLAIN, *LABELS, *NAMED} or (self.base in PARTS and self.base != "street")


def read_target(text: str, own: Collection[str] = ()) -> Target:
    """Return the field a text means.

    Args:
        text: as people write it.
        own: keys of the section's own fields.

    Raises:
        InvalidInputError: there is no such field; the sentence names one that is near.
    """
    base, _, label = (part.strip() for part in text.strip().partition(":"))
    base = base.lower()
    if base not in BASES:
        if base in own and not label:
            return Target("field", base)
        hint = suggestion(base, [*BASES, *own])
        raise InvalidInputError(
            say(
                "{text!r} is not a field a column can be mapped to{hint}; there are {listed}.",
                text=text,
                hint=hint,
                listed=_listed(),
            )
        )
    _check_label(text, base, label, own)
    return Target(base, label.lower() if base != "field" else label)


def _check_label(text: str, base: str, label: str, own: Collection[str]) -> None:
    """Refuse what stands after the colon where it does not fit the field before it."""
    if base in NAMED and not label:
        raise InvalidInputError(
            say(
                "{text!r} does not say which; write {what}.",
                text=text,
                what="id:civicrm" if base == "id" else "field:KEY",
            )
        )
    if base == "field" and label not in own:
        known = ", ".join(sorted(own)) or say("none yet; declare it under [contacts]")
        raise InvalidInputError(say("{label!r} is not a field of this section ({known}).", label=label, known=known))
    if base in CONSENTS and label.lower() not in CHANNELS:
        raise InvalidInputError(
            say(
                "{text!r}: a consent is for {names}; write {base}:email.",
                text=text,
                names=", ".join(CHANNELS[1:]),
                base=base,
            )
        )
    if label and base not in {*LABELLED, *LABELS, *CONSENTS, *NAMED}:
        raise InvalidInputError(say("{text!r}: {base} takes nothing after a colon.", text=text, base=base))


def read_pairs(pairs: Iterable[str], header: Collection[str] = ()) -> dict[str, str]:
    """Return header to field from ``Header=field`` as it stands on a command line; an empty field leaves a column out.

    Args:
        pairs: what was written.
        header: the headers there are; with none, they are not checked.

    Raises:
        InvalidInputError: a pair is none, a column is mapped twice, or there is no such column.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = (part.strip() for part in pair.rpartition("="))
        if not equals or not column:
            raise InvalidInputError(
                say('{pair!r} does not say which column is what; write --map "Header=field".', pair=pair)
            )
        if header and column not in header:
            hint = suggestion(column, header)
            raise InvalidInputError(
                say(
                    "There is no column {column!r}{hint}; there are {names}.",
                    column=column,
                    hint=hint,
                    names=", ".join(header),
                )
            )
        if column in found:
            raise InvalidInputError(
                say(
                    "The column {column!r} is mapped twice, to {found} and to {field}; decide for one.",
                    column=column,
                    found=found[column],
                    field=field,
                )
            )
        found[column] = field
    return found


def check(fields: Iterable[tuple[str, str]], own: Collection[str] = ()) -> dict[str, Target]:
    """Return the targets of a mapping by header, without columns that are left out.

    Raises:
        InvalidInputError: a field does not exist, or two columns are mapped to one that has room for one.
    """
    found: dict[str, Target] = {}
    taken: dict[Target, str] = {}
    for header, text in fields:
        if not text:
            continue
        target = read_target(text, own)
        if target.once and target in taken:
            raise InvalidInputError(
                say(
                    "The columns {taken!r} and {header!r} are both mapped to {target}, and it has room for one;"
                    ' leave one out: --map "{header}=".',
                    taken=taken[target],
                    header=header,
                    target=target,
                )
            )
        taken[target] = header
        found[header] = target
    return found


def _listed() -> str:
    shown = [one for one in BASES if one not in {*LABELS, *NAMED}]
    return f"{', '.join(shown)}, id:SYSTEM, field:KEY"
