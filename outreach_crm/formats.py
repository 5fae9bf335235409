"""The file formats that features offer, to read contacts from and to write them in."""

from attrs import field, frozen, validators

from outreach_crm.text import term


@frozen(kw_only=True)
class Again:
    """How records that an import did not take in are written, so that the same importer reads them when put right.

    Args:
        target: ``package.module:function``, called with the ``raw`` lines of a record and a sentence why; it returns
            the bytes of the record with the reason where the importer looks over it.
        before: what stands before the first record.
        between: what parts two.
        after: what stands behind the last one.
    """

    target: str
    before: bytes = b""
    between: bytes = b""
    after: bytes = b""


@frozen(kw_only=True)
class Importer:
    """A file format contacts can be read from.

    ``target`` (``package.module:function``) yields what JSON can hold. A text format is called with an open text stream
    of known encoding and read in this process as the stream goes on; any other one is called with the path, in a worker
    with limits (:mod:`outreach_crm.untrusted`), and may raise whatever it likes. It yields

    * for a table ``[line, [cell, ...]]``, with a sentence as third where the row must be refused; one that is no text
      is called with ``sheet`` too (empty for the first) and may tell before all which sheets there are,
      ``{"sheets": [name, ...], "hidden": [...]}``;
    * else ``{"line": 1, "name": ..., "emails": [["ana@example.org", "work"]], ...}``, the parts of
      ``transfer.model.Record`` by name, records inside it as the lists of their parts.

    Args:
        key: its name, such as ``vcard``.
        title: what people call it.
        suffixes: how names of such files end, in small letters with the dot.
        begins: with which bytes such a file begins, whatever its name; none where they do not tell.
        target: the reader.
        table: whether it holds rows under headers, which need a mapping, rather than records.
        text: whether it is text whose encoding may have to be asked.
        needs: the module it cannot do without, and the extra that brings it: ``("python_calamine", "files")``.
        again: how records are written that were not taken in; rows of a table need none, and else each record stands
            in a cell of a text table.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z0-9-]*"))
    title: str = field(converter=term)
    suffixes: tuple[str, ...]
    target: str
    begins: tuple[bytes, ...] = ()
    table: bool = False
    text: bool = False
    needs: tuple[str, str] | None = None
    again: Again | None = None


@frozen(kw_only=True)
class Exporter:
    """A file format contacts can be written in.

    ``target`` (``package.module:function``) is called with the contacts (``transfer.model.Record``, which can be gone
    through more than once, each time from the database) and a file open for bytes. It writes contact by contact, so
    that a hundred thousand need no more memory than a few, and leaves the file open.

    Args:
        key: its name on the command line, such as ``vcard4``.
        title: what people call it.
        suffixes: how names of such files end, in small letters with the dot; of two with one the first is meant.
        target: the writer.
        needs: the module it cannot do without, and the extra that brings it: ``("xlsxwriter", "files")``.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z0-9-]*"))
    title: str = field(converter=term)
    suffixes: tuple[str, ...]
    target: str
    needs: tuple[str, str] | None = None
