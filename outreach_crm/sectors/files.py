"""Reads sector files: TOML into records, with every mistake of a file told at once and in words."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_origin

from attrs import Attribute, fields, fields_dict

from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Problem
from outreach_crm.sectors.model import GENERAL, Ask, Body, Covering, General, Prompts, Role, Sector

# The records of a file, inner ones first, and what a person calls each of them.
_RECORDS: dict[type, str] = {
    Role: "a role",
    Body: "a body",
    Ask: "an ask",
    Prompts: "[prompts]",
    Covering: "[covering]",
    Sector: "a sector file",
    General: "the general file",
}

_KINDS: dict[type, str] = {
    str: "text in quotation marks",
    bool: "true or false, without quotation marks,",
    int: "a whole number",
    float: "a number with decimals",
    list: "a list in square brackets",
    dict: "a table of keys and values",
}

# How the parser puts it, and the same for somebody who never heard of TOML.
_REASONS = {
    "Illegal character '\\n'": "a text has no closing quotation mark",
    "Unterminated string": "a text has no closing quotation marks",
    "Unclosed array": "a list has no closing bracket, or a comma is missing between two values",
    "Expected '=' after a key in a key/value pair": "there is no equals sign after a key",
    "Expected newline or end of document after a statement": "something stands after the end of a value",
    "Invalid value": "a value is neither text in quotation marks, a number, true, false nor a list",
    "Unescaped '\\' in a string": "a backslash in a text has to be written twice",
}
_PLACE = re.compile(r"(?P<reason>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.DOTALL)
_KEY_OF_LINE = re.compile(r"\s*(?:\[+\s*)?([\w.-]+)\s*(?:=|\]+\s*(?:#.*)?$)")


def shipped_folder() -> Path:
    """Return the folder of the sector files that come with the product.

    Raises:
        NotFoundError: They were not installed.
    """
    spec = find_spec("outreach_sectors")
    # A source tree that was never installed has the folder beside the package.
    folder = Path(spec.origin).parent if spec and spec.origin else Path(__file__).parents[2] / "sectors"
    if not folder.is_dir():
        raise NotFoundError("The sector files are missing; install outreach-crm again.")
    return folder


def in_folder(folder: Path) -> list[Path]:
    """Return the sector files of a folder in the order of their names, without hidden ones.

    Raises:
        NotFoundError: There is no such folder.
    """
    if not folder.is_dir():
        raise NotFoundError(f"There is no folder {folder} to read sector files from.")
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def read(path: Path) -> Sector | General:
    """Return what a sector file says; the one named ``all.toml`` holds for every sector.

    Raises:
        InvalidInputError: The file is unreadable, no TOML, or holds unknown, missing or wrong keys; with all problems.
    """
    from cattrs import BaseValidationError

    table = _table(path)
    record: type[Sector | General] = General if path.stem == GENERAL else Sector
    problems = _misnamed(path, table) if record is Sector else []
    try:
        result: Sector | General = _structure()(table, record)
    except BaseValidationError as error:
        problems += [Problem(file=path.name, field=place, sentence=said) for place, said in _mistakes(error)]
    if problems:
        raise refusal(problems)
    return result


def refusal(problems: Iterable[Problem]) -> InvalidInputError:
    """Return the error that tells the first problem in a sentence and carries all of them."""
    first, *others = problems
    more = f"; and {len(others)} more" if others else ""
    return InvalidInputError(f"{first}{more}.", (first, *others))


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``" (did you mean 'roles'?)"`` for the known word that looks most like another, or nothing."""
    near = _nearest(word, known)
    return f" (did you mean '{near}'?)" if near else ""


def _nearest(word: str, known: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(word, list(known), n=1)), None)


def _table(path: Path) -> dict[str, Any]:
    """Return the TOML of a file as it stands; a byte order mark and line ends of Windows are no mistakes."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refusal([Problem(file=path.name, sentence=f"cannot be read: {error.strerror}")]) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = "the text is not UTF-8; save the file again with that encoding"
        raise refusal([Problem(file=path.name, line=line, sentence=said)]) from error
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line, said = _in_words(str(error), text)
        raise refusal([Problem(file=path.name, line=line, sentence=said)]) from error


def _in_words(message: str, text: str) -> tuple[int, str]:
    """Return the line of a parser's message and what it means; a key given twice is named."""
    lines = text.removesuffix("\n").split("\n")
    place = _PLACE.fullmatch(message)
    reason = place["reason"] if place else message
    number = int(place["line"]) if place and place["line"] else len(lines)
    if reason.startswith(("Cannot overwrite", "Cannot declare")):
        # The parser stops behind the value, which can be some lines long.
        for above in range(number, 0, -1):
            if key := _KEY_OF_LINE.match(lines[above - 1]):
                return above, f"'{key[1]}' is given twice"
    return number, _REASONS.get(reason, f"this is not TOML ({reason})")


def _misnamed(path: Path, table: dict[str, Any]) -> list[Problem]:
    """Return the problem of a file not named for its key, which overriding by file name depends on."""
    key = table.get("key")
    if not isinstance(key, str) or key == path.stem:
        return []
    said = f"a file is named for its key; rename this one {key}.toml or write '{path.stem}' here"
    return [Problem(file=path.name, field="key", sentence=said)]


@cache
def _structure() -> Callable[[dict[str, Any], Any], Any]:
    """Build what makes records of tables: strict about types, unknown keys and the rules of each field."""
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, override

    converter = Converter(forbid_extra_keys=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _only(kind))
    for record in _RECORDS:
        hooks: Any = {
            a.name: override(struct_hook=_by_the_rules(a, converter.get_structure_hook(a.type))) for a in fields(record)
        }
        make: Callable[[Any, Any], Any] = make_dict_structure_fn(record, converter, **hooks)
        converter.register_structure_hook(record, _only(dict, make))
    return converter.structure


def _only(kind: type, make: Callable[[Any, Any], Any] | None = None) -> Callable[[Any, Any], Any]:
    """Return a hook that takes values of one TOML type only; cattrs alone would make texts of numbers."""

    def hook(value: Any, type_: Any) -> Any:
        # By identity, since True is an int to isinstance.
        if type(value) is not kind:
            raise TypeError(f"{_KINDS[kind]} belongs here, not {_KINDS.get(type(value), 'a date or time').rstrip(',')}")
        return make(value, type_) if make else value

    return hook


def _by_the_rules(attribute: "Attribute[Any]", make: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return a hook that also runs a field's own converter and validator.

    Inside ``__init__`` the first field to fail would hide the others and leave no name behind.
    """
    many = get_origin(attribute.type) is tuple

    def hook(value: Any, type_: Any) -> Any:
        if many and type(value) is dict:
            raise TypeError(f"write [[{attribute.name}]], in two pairs of brackets, over each entry")
        result = make(_only(list)(value, type_) if many else value, type_)
        if attribute.converter:
            convert: Any = attribute.converter
            result = convert(result)
        if attribute.validator:
            attribute.validator(None, attribute, result)
        return result

    return hook


def _mistakes(error: Exception, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield place and sentence of all that was wrong, from the tree of exceptions that cattrs raises."""
    from cattrs import BaseValidationError, ForbiddenExtraKeysError, IterableValidationError

    if not isinstance(error, BaseValidationError):
        yield place, str(error)
        return
    known = fields_dict(error.cl) if error.cl in _RECORDS else {}
    meant: set[str | None] = set()
    for other in error.exceptions:
        if isinstance(other, ForbiddenExtraKeysError):
            for key in sorted(other.extra_fields):
                meant.add(_nearest(key, known))
                yield place, f"'{key}' is not a key of {_RECORDS[error.cl]}{suggestion(key, known)}"
    for inner in error.exceptions:
        note: Any = next(iter(getattr(inner, "__notes__", ())), None)
        if isinstance(inner, KeyError):
            if note.name not in meant:
                yield place, f"'{note.name}' is missing"
        elif isinstance(error, IterableValidationError):
            yield from _mistakes(inner, f"{place} {note.index + 1}")
        elif note is not None:
            yield from _mistakes(inner, f"{place}, {note.name}" if place else note.name)
