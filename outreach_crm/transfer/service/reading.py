"""Reading a file of contacts: which format it is, which column says what, what must be asked, and then its records."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import define

from outreach_crm.app import App
from outreach_crm.transfer.model import Column, ColumnMapping, Question, Record


@define(kw_only=True)
class Reading:
    """A file of contacts that was opened: looked at, not yet read through.

    Every iterator reads the file anew from its beginning, one record at a time and in constant memory, so a preview and
    the import itself may each go through it. Records come in the order of the file and have their line.

    Args:
        file: its name, as it stands in problems.
        format: key of the importer that reads it (``csv``, ``spreadsheet``, ``vcard``, ``json``).
        columns: the columns of a table with samples and guesses; none for cards.
        mapping: which column says what, to be shown, changed (``read`` again) and saved; empty for cards.
        questions: what must be answered before records can be read; empty when all is known.
        size: how much there is to read, in the unit of ``position``.
    """

    file: str
    format: str
    columns: tuple[Column, ...]
    mapping: ColumnMapping
    questions: tuple[Question, ...]
    size: int

    @property
    def header(self) -> tuple[str, ...]:
        """The header of a table, to stand above refused rows; none for cards."""
        return tuple(column.header for column in self.columns)

    @property
    def position(self) -> int:
        """How much was read by the iterator used last; for a progress bar."""
        raise NotImplementedError

    def records(self) -> Iterator[Record]:
        """Yield the records as written.

        Raises:
            InvalidInputError: a question is open, or nothing in the file can be read; the sentence says what to do.
        """
        raise NotImplementedError

    def clean(self) -> Iterator[Record]:
        """Yield the records in normal form: what an import writes.

        * ``kind`` is ``person`` or ``organisation``, ``name`` the whole name (``given`` and ``family`` where known);
        * ``fields`` hold only names of ``contacts.fields.FIELDS``, values as ``read_fields`` would store them, as text;
        * ``emails``, ``phones`` (E.164, ``;ext=`` RFC 3966), ``webs`` in the form of ``contacts.fields``, each once;
        * ``addresses`` and ``fields["country"]`` have ISO 3166 codes, ``language`` BCP 47, dates ISO 8601;
        * ``sectors`` are keys where they are known; ``interests`` are parted but not looked up in the keywords;
        * ``consents`` have ``given_on`` as ISO 8601 or empty; ``ids`` are ``system:number``, the system in small letters.

        What could not be brought into that form stands there as written and has a flag of its field; who writes it
        decides where it goes (an e-mail that is none is no contact point). ``refused`` is set for whatever has neither
        name, organisation nor address.

        Raises:
            InvalidInputError: as :meth:`records`.
        """
        raise NotImplementedError


def read(
    app: App,
    path: Path,
    *,
    mapping: ColumnMapping | str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    day_first: bool | None = None,
    header: bool | None = None,
    sheet: str = "",
    country: str = "",
) -> Reading:
    """Open a file of contacts.

    Args:
        app: the App.
        path: the file; its first bytes say what it is, its name only where they do not.
        mapping: which column says what, or the name of a saved one; columns it does not name are guessed.
        columns: header to field, over mapping and guess (``--map "Header=field"``).
        encoding: of a text that is neither UTF-8 nor has a byte order mark (a name Python knows, such as ``cp1252``).
        day_first: whether 3/4/2026 is the third of April.
        header: whether the first row names the columns.
        sheet: which sheet of a spreadsheet.
        country: ISO 3166 alpha-2 for phones without a country, where the record has none; else the section's.

    Returns:
        The file, with its questions; answer them and call again.

    Raises:
        InvalidInputError: a column is mapped twice or to no field, an answer is none of the choices.
        ImportRejectedError: the file cannot be read at all; the sentence says what to do.
        NotFoundError: there is no mapping of that name.
    """
    raise NotImplementedError
