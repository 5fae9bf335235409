"""Which column of a CSV file says what: given by whoever imports, or shipped for lists that are well known."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import Factory, field, frozen, validators

from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords.model import Facet
from outreach_crm.text import say
from outreach_crm.written import Bare, read_toml, structure

COLUMNS = Path(__file__).parent / "columns"
OTHERS = "*"


def _facets(_map: object, _attribute: object, values: Mapping[str, str]) -> None:
    for facet in values.values():
        if facet and facet not in tuple(Facet):
            raise ValueError(
                say("{facet!r} is not a facet; the facets are {names}", facet=facet, names=", ".join(Facet))
            )


@frozen(kw_only=True)
class ColumnMap:
    """Which column of a CSV file says what; everything but one label may be left out.

    Args:
        key: column of the keys that ``broader`` refers to; else keys are made of the first label.
        label: language to column; a row needs a label in one of them.
        synonym: language to column of further names.
        broader: column of the keys or labels of more general terms.
        no_broader: what that column says where there is none, besides nothing at all.
        related: column of the keys or labels of related terms.
        definition: column of the definition.
        codes: columns of codes.
        facet: column of the facet.
        facet_values: what that column says, to our facet; nothing for none; ``*`` stands for all other values, and
            for all rows where there is no such column.
        scheme: column whose every value is a scheme of its own; else all rows are one scheme.
        scheme_title: column of that scheme's title.
        separator: what parts several values in one cell.
    """

    label: dict[str, str] = field(validator=validators.min_len(1))
    key: str = ""
    synonym: dict[str, str] = Factory(dict)
    broader: str = ""
    no_broader: tuple[str, ...] = ()
    related: str = ""
    definition: str = ""
    codes: tuple[str, ...] = ()
    facet: str = ""
    facet_values: dict[str, str] = field(factory=dict, validator=_facets)
    scheme: str = ""
    scheme_title: str = ""
    separator: str = field(default=";", validator=validators.min_len(1))

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are mapped."""
        named = (self.key, self.broader, self.related, self.definition, self.facet, self.scheme, self.scheme_title)
        mapped = (*named, *self.codes, *self.label.values(), *self.synonym.values())
        return tuple(dict.fromkeys(column for column in mapped if column))


def load_columns(name: str) -> ColumnMap:
    """Read a column map: a TOML file, or the name of one that comes with the program (``huridocs``).

    Raises:
        InvalidInputError: it cannot be read or says something unknown.
    """
    shipped = COLUMNS / f"{name}.toml"
    path = shipped if shipped.is_file() else Path(name)
    return structure(read_toml(path), ColumnMap, file=path.name)


def columns_from(pairs: Iterable[str]) -> ColumnMap:
    """Read a column map from pairs such as ``key=id``, ``label.en=term`` or ``facet_values.job=occupation``.

    Raises:
        InvalidInputError: a pair is none, or says something unknown.
    """
    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        field_name, dot, part = name.partition(".")
        if not equals or not name or not column:
            raise InvalidInputError(
                say("{pair!r} does not say which column says what; write label.en=COLUMN.", pair=pair)
            )
        if dot:
            values.setdefault(field_name, {})[part] = Bare(column)
        else:
            values[field_name] = Bare(column)
    return structure(values, ColumnMap, file="--column")
