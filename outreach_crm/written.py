"""What people write in TOML becomes records; every mistake is named at once, with file and key."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from enum import Enum, IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        InvalidInputError: it cannot be read, is not UTF-8 or not TOML; the sentence names file and line.
    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidInputError(f"{path.name} is not UTF-8 text; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidInputError(f"{path.name} is not TOML: {error}.") from None
    except OSError as error:
        raise InvalidInputError(f"{path} cannot be read: {error.strerror}.") from None


def structure(values: Mapping[str, Any], record: type[T], *, file: str, place: str = "") -> T:
    """Make a record of what was written.

    Args:
        values: what was written, keys to values.
        record: the attrs class.
        file: where it was written, for the sentences.
        place: the table inside the file, for the sentences.

    Raises:
        InvalidInputError: with one problem for each key that is unknown, missing or of the wrong kind.
    """
    from cattrs import BaseValidationError

    try:
        return _converter().structure(values, record)
    except BaseValidationError as error:
        problems = tuple(
            Problem(file=file, field=place, sentence=sentence) for sentence in _sentences(error, record, path="")
        )
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    raise InvalidInputError(f"{problems[0]}{more}", problems)


@cache
@cache
def _converter() -> "Converter":
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _strict)
    converter.register_structure_hook(float, lambda value, _: _strict(value, (float, int)))
    for choice in (StrEnum, IntEnum, Enum):  # a choice is a text or a number too, and is read in its own way
        converter.register_structure_hook(choice, _choice)
    converter.register_structure_hook_func(_is_tuple_of_text, _words)
    return converter


def _strict(value: Any, kind: Any) -> Any:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if isinstance(value, kinds) and (not isinstance(value, bool) or bool in kinds):
        return value
    text = value if isinstance(value, str) else None
    # The environment knows only text.
    if text is not None and int in kinds and _WHOLE.fullmatch(text):
        return int(text)
    if text is not None and float in kinds and _DECIMAL.fullmatch(text):
        return float(text)
    if text is not None and bool in kinds and text.lower() in {"true", "false", "1", "0", "yes", "no"}:
        return text.lower() in {"true", "1", "yes"}
    raise TypeError(f"{_shown(value)} is not {_KINDS[kinds[0]]}")


_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,18}")
_KINDS = {str: "a text", int: "a whole number", bool: "true or false", float: "a number"}


def _choice(value: Any, kind: type[Enum]) -> Enum:
    for one in kind:
        if one.value == value:
            return one
    raise TypeError(f"{_shown(value)} is not one of {', '.join(str(one.value) for one in kind)}")


def _is_tuple_of_text(kind: Any) -> bool:
    return bool(kind == tuple[str, ...])


def _words(value: Any, _: Any) -> tuple[str, ...]:
    if isinstance(value, str):  # from the environment: a, b, c
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if not isinstance(value, list | tuple):
        raise TypeError(f"{_shown(value)} is not a list of texts")
    return tuple(_strict(part, str) for part in value)


def _sentences(error: BaseException, record: Any, path: str) -> list[str]:
    from cattrs import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote

    if isinstance(error, ForbiddenExtraKeysError):
        return [f"{_at(path)}{_unknown(key, record)}" for key in sorted(error.extra_fields)]
    if not isinstance(error, BaseExceptionGroup):
        if isinstance(error, KeyError):
            return [f"{_at(path)}{error.args[0]!r} is missing"]
        return [f"{_at(path)}{error}"]
    found = []
    for inner in error.exceptions:
        where, kind = path, record
        for note in getattr(inner, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                where, kind = f"{path}.{note.name}".lstrip("."), note.type
            elif isinstance(note, IterableValidationNote):
                where, kind = f"{path}{_place(note.index)}", note.type
        found += _sentences(inner, kind, path if isinstance(inner, KeyError) else where)
    return found


def _place(index: int | str) -> str:
    return f"[{index + 1}]" if isinstance(index, int) else f".{index}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _at(path: str) -> str:
    return f"{path}: " if path else ""


def _unknown(key: str, record: Any) -> str:
    known = [one.name for one in attrs.fields(record)] if attrs.has(record) else []
    near = get_close_matches(key, known, n=1)
    return f"{key!r} is not known here" + (f" (did you mean {near[0]!r}?)" if near else "")
