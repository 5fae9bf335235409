"""Guesses which column says what: by its header, and by its values where the header leaves it open."""

from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import evolve, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import fold
from outreach_crm.transfer.mapping.fields import BASES, PARTS, Target, read_target
from outreach_crm.transfer.mapping.looks import LOOKS, is_answer, is_email, is_phone_abroad, is_web, share
from outreach_crm.transfer.mapping.words import words
from outreach_crm.transfer.model import REASON, Column

_MOST = 0.8
_SOME = 0.5
_PAIRS = ("label", "type")


@frozen
class _Guess:
    """What a column may be: several fields where only the values or the other columns decide; ``sure`` in our words."""

    at: int
    fields: tuple[str, ...]
    label: str
    sure: bool = False


def guess(columns: Sequence[Column], own: Mapping[str, str], repeating: Collection[str] = ()) -> tuple[Column, ...]:
    """Return columns with the fields they are taken for; those that have one keep it.

    Args:
        columns: headers with some of the values below them.
        own: keys of the section's own fields, with their titles.
        repeating: headers of columns in which a value stands more than once: they are nobody's number.
    """
    program = words().program(column.header for column in columns)
    # In a table of our own export every header is one of our words, "given" and "also" too.
    ours = all(column.header.partition(":")[0] in BASES for column in columns)
    of_program = program.fields if program else {}
    guesses = [
        _said(at, one, own, of_program, repeats=one.header in repeating, ours=ours) for at, one in enumerate(columns)
    ]
    chosen = {one.at: _target(one, guesses, columns) for one in guesses if not columns[one.at].why}
    taken = {column.field for column in columns if column.field}
    found = list(columns)
    # Of two columns for a field with room for one, that with more values stays; the first, where they are alike.
    for at in sorted(chosen, key=lambda at: -len(columns[at].samples)):
        target, why = chosen[at]
        if target and not (target.once and str(target) in taken):
            taken.add(str(target))
            found[at] = evolve(columns[at], field=str(target), why=why)
    return tuple(_with_pairs(found))


def _said(
    at: int,
    column: Column,
    own: Mapping[str, str],
    program: Mapping[tuple[str, ...], str],
    *,
    repeats: bool,
    ours: bool,
) -> _Guess:
    """Return what a header says: a field in our own words, an own field, a word of its program, or one we know."""
    header = column.header
    if fold(header) == fold(REASON):
        return _Guess(at, ("",), "")
    exact = _own_words(header, own, ours=ours)
    if exact:
        return _Guess(at, (exact,), "", sure=ours)
    phrase = words().phrase(header)
    if phrase in program:
        return _Guess(at, (program[phrase],), "")
    fields, label = words().said(header)
    # By such a number the same contact is known again: that of an owner or a list would make one of many.
    if not fields and not repeats and len(phrase) > 1 and phrase[-1] == "id" and not words().others & {*phrase}:
        return _Guess(at, (f"id:{'-'.join(phrase[:-1])}",), "")
    return _Guess(at, fields, label)


def _own_words(header: str, own: Mapping[str, str], *, ours: bool) -> str:
    for key, title in own.items():
        if fold(header) in {fold(key), fold(title)} - {""}:
            return f"field:{key}"
    if ours or ":" in header or "_" in header or "-" in header:
        try:
            return str(read_target(header, own))
        except InvalidInputError:
            return ""
    return ""


def _target(one: _Guess, all_of_them: Sequence[_Guess], columns: Sequence[Column]) -> tuple[Target | None, str]:
    """Choose the field of a column, and say by what it was chosen."""
    samples = columns[one.at].samples
    if one.fields == ("",):
        return None, "header"
    if one.fields and (one.sure or not _is_about(one.fields[0], samples)):
        fitting = [field for field in one.fields if one.sure or share(_look(field), samples) >= _SOME]
        alone = {other.fields[0] for other in all_of_them if other.at != one.at and len(other.fields) == 1}
        field = _beside(fitting or one.fields, alone)
        return _labelled(field, one.label), "header" if len(one.fields) == 1 else "values"
    for field, look in (("email", is_email), ("web", is_web), ("phone", is_phone_abroad)):
        if samples and share(look, samples) >= _MOST:
            return _labelled(field, one.label), "values"
    return None, ""


def _is_about(field: str, samples: Sequence[str]) -> bool:
    """Return whether a column named for addresses holds yes and no: whether there is one, or it may be used."""
    return field.startswith(("email", "phone")) and bool(samples) and share(is_answer, samples) == 1


def _look(field: str) -> Callable[[str], bool]:
    return LOOKS.get(field.partition(":")[0], _anything)


def _beside(fields: Sequence[str], alone: Collection[str]) -> str:
    """Choose between fields by what the other columns are for certain: beside a given name, a name is a family name."""
    wanted = (
        ("family", "given" in alone and "family" not in alone),
        ("given", "family" in alone and "given" not in alone),
        ("name", True),
        ("street", bool({"town", "postcode"} & set(alone))),
        ("address", True),
    )
    return next((field for field, so in wanted if so and field in fields), fields[0])


def _labelled(field: str, label: str) -> Target:
    base, _, own = field.partition(":")
    takes = base in {"email", "phone", "web", "address", *PARTS}
    if base in {"prefix", "department"}:
        return Target("note")
    return Target(base, own or (label if takes else ""))


def _with_pairs(columns: Sequence[Column]) -> list[Column]:
    """Give columns such as ``E-mail 1 - Type`` to the addresses beside them: they say what sort these are."""
    found = list(columns)
    for at, column in enumerate(columns):
        phrase = words().phrase(column.header)
        if column.why or len(phrase) < 3 or phrase[-1] not in _PAIRS:
            continue
        fields, label = words().said(" ".join(phrase[:-1]) + " value")
        base = "address" if "street" in fields or "address" in fields[:1] else (fields or ("",))[0]
        beside = Target(base if base != "address" else "street", label)
        if label and any(other.field == str(beside) for other in found):
            found[at] = evolve(column, field=f"{base}-label:{label}", why="header")
    return found


def _anything(text: str) -> bool:
    return bool(text)
