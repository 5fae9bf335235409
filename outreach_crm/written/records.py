"""Makes records of tables: strict about keys, kinds and the rules of each field; all mistakes are told at once."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, get_args, get_origin

from attrs import Attribute, Converter, field, fields, frozen, has, resolve_types

from outreach_crm.errors import OutreachError, sentence_of
from outreach_crm.meaning import nearest, suggestion
from outreach_crm.model import Problem
from outreach_crm.text import row, say, within
from outreach_crm.written.kinds import READERS, read_list, read_table
from outreach_crm.written.problems import Way, in_words, refusal

if TYPE_CHECKING:
    from cattrs import Converter as Structuring

T = TypeVar("T")
_LISTS = (tuple, list, set, frozenset)


def structure(values: object, record: type[T], *, file: str, place: str = "") -> T:
    """Make a record of a table.

    A class that reads itself has ``from_written(value)``, which returns an instance or raises ValueError.

    Args:
        values: what was written, keys to values.
        record: the attrs class.
        file: where it was written, for the sentences.
        place: the table inside the file, for the sentences.

    Raises:
        InvalidInputError: with one problem for each key that is unknown, missing or wrong.
    """
    reader = Reader(file)
    made = reader.record(values, record, place=place)
    if made is None:
        raise refusal(reader.problems)
    return made


@frozen
class Reader:
    """Makes records of what one file says, and notes all that is wrong with it.

    Several may note in the same list, so that the mistakes of several files are told together.
    """

    file: str
    problems: list[Problem] = field(factory=list)

    def problem(self, sentence: str, *, place: str = "", line: int | None = None) -> None:
        """Note a problem; ``place`` is the way to it in the file, such as ``concept.lawyers.broader``."""
        self.problems.append(Problem(sentence=sentence, file=self.file, line=line, field=place))

    def record(self, values: object, record: type[T], *, place: str = "", line: int | None = None) -> T | None:
        """Return a table as a record, or note why it cannot be one; see :func:`structure`."""
        from cattrs import BaseValidationError

        try:
            return _structuring().structure(values, record)
        except (BaseValidationError, TypeError, ValueError) as error:
            for way, said in _mistakes(error, (place,) if place else ()):
                self.problem(said, place=in_words(way), line=line)
            return None


@cache
def _structuring() -> "Structuring":
    from cattrs import Converter

    structuring = Converter(forbid_extra_keys=True)
    for kind, reads in READERS.items():
        structuring.register_structure_hook(kind, reads)
    structuring.register_structure_hook_factory(_is_list, _lists)
    structuring.register_structure_hook_factory(_is_mapping, _mappings)
    structuring.register_structure_hook_factory(has, _records)
    structuring.register_structure_hook_func(
        lambda cls: hasattr(cls, "from_written"), lambda value, cls: cls.from_written(value)
    )
    return structuring


def _is_list(kind: Any) -> bool:
    of_a_number = get_origin(kind) is tuple and get_args(kind)[1:] != (...,)
    return get_origin(kind) in _LISTS and not of_a_number


def _is_mapping(kind: Any) -> bool:
    from cattrs.cols import is_mapping

    return bool(is_mapping(kind))


def _lists(kind: Any, structuring: "Structuring") -> Callable[[Any, Any], Any]:
    from cattrs.cols import list_structure_factory

    entries: Any = list[get_args(kind)[0]]  # type: ignore[misc]
    make = list_structure_factory(entries, structuring)
    return lambda value, _: get_origin(kind)(make(read_list(value), list))


def _mappings(kind: Any, structuring: "Structuring") -> Callable[[Any, Any], Any]:
    from cattrs.cols import mapping_structure_factory

    make = mapping_structure_factory(kind, structuring)
    return lambda value, _: make(read_table(value), kind)


def _records(record: Any, structuring: "Structuring") -> Callable[[Any, Any], Any]:
    from cattrs.gen import make_dict_structure_fn, override

    if any(isinstance(one.type, str) for one in fields(record)):
        resolve_types(record)
    hooks: Any = {
        one.name: override(struct_hook=_by_the_rules(one, structuring.get_structure_hook(one.type or Any)))
        for one in fields(record)
        if one.init
    }
    make = make_dict_structure_fn(record, structuring, **hooks)
    return lambda value, _: make(read_table(value), record)


def _by_the_rules(attribute: "Attribute[Any]", make: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return a hook that also runs a field's own converter and validator.

    Inside ``__init__`` the first field to fail would hide the others and leave no name behind.
    """
    entries = get_args(attribute.type)[:1] if _is_list(attribute.type) else ()
    tables = any(has(entry) for entry in entries)

    def hook(value: Any, type_: Any) -> Any:
        if tables and isinstance(value, dict):
            raise TypeError(
                say("write [[{attribute}]], in two pairs of brackets, over each entry", attribute=attribute.name)
            )
        made = make(value, type_)
        try:
            result = _converted(attribute, made)
            if attribute.validator:
                attribute.validator(_UNMADE, attribute, result)
        except _AsksForAnotherError:
            pass  # __init__ asks again, when all fields are there
        return made

    return hook


def _converted(attribute: "Attribute[Any]", value: Any) -> Any:
    convert: Any = attribute.converter
    if convert is None:
        return value
    return convert(value, *((_UNMADE, attribute) if isinstance(convert, Converter) else ()))


class _AsksForAnotherError(Exception):
    """A rule of one field wants to see another one."""


class _Unmade:
    """Stands for the record while its fields are tried one by one."""

    def __getattr__(self, name: str) -> NoReturn:
        raise _AsksForAnotherError(name)


_UNMADE: Any = _Unmade()


def _mistakes(error: Exception, way: Way) -> Iterator[tuple[Way, str]]:
    """Yield the way and the sentence of all that was wrong, from the tree of exceptions that cattrs raises."""
    from cattrs import AttributeValidationNote, BaseValidationError, ForbiddenExtraKeysError

    if not isinstance(error, BaseValidationError):
        yield way, _sentence(error)
        return
    known = [one.name for one in fields(error.cl) if one.init] if has(error.cl) else []
    unknown = [one for one in error.exceptions if isinstance(one, ForbiddenExtraKeysError)]
    meant = set()
    for key in (key for one in unknown for key in sorted(one.extra_fields)):
        meant.add(nearest(key, known))
        hint = suggestion(key, known) or say("; known are {names}", names=row(known))
        yield way, say("{key!r} is not known here{hint}", key=key, hint=hint)
    for inner in (one for one in error.exceptions if one not in unknown):
        note: Any = next(iter(getattr(inner, "__notes__", ())), None)
        if not isinstance(note, AttributeValidationNote):
            yield from _mistakes(inner, (*way, *_step(note)))
        elif not (isinstance(inner, KeyError) and inner.args == (note.name,)):
            yield from _mistakes(inner, (*way, note.name))
        elif note.name not in meant:
            yield way, say("{name!r} is missing", name=note.name)


def _step(note: Any) -> Way:
    """Return the step to an entry, or none where a record as a whole is wrong."""
    index = getattr(note, "index", None)
    return () if index is None else (index + 1 if isinstance(index, int) else str(index),)


def _sentence(error: Exception) -> str:
    # What else can be raised is no mistake of whoever wrote, but one of ours.
    if not isinstance(error, ValueError | TypeError | OutreachError):
        raise error
    return within(sentence_of(error))
