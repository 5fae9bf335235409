"""Writes CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets need to recognise it."""

import csv
from codecs import BOM_UTF8, getwriter
from collections.abc import Iterable
from typing import BinaryIO

from outreach_crm.machines import harmless
from outreach_crm.transfer.model import Record
from outreach_crm.transfer.writing.columns import Table


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write contacts as rows under headers; cells that a spreadsheet would evaluate stand behind an apostrophe."""
    table = Table(records)
    file.write(BOM_UTF8)
    rows = csv.writer(getwriter("utf-8")(file))
    rows.writerow(table.header)
    rows.writerows([harmless(cell) for cell in table.row(record)] for record in records)
