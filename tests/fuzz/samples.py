"""Sound files of every format, from which broken ones are made."""

import io
import json
from collections.abc import Mapping

import xlsxwriter

CSV = (
    "Name;E-mail;Phone;Country;Consent date;Newsletter;Keywords;Notes\n"
    'Ana Ruiz;ana@example.org;+34 915 550 123;Spain;3/4/2026;yes;"torture, refugees";"two\nlines"\n'
    "José Muñoz;jose@example.org;915550123;España;25/4/2026;no;torture;'=1+1\n"
).encode()
VCARD_2 = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg=\r\n;;;\r\n"
    b"TEL;CELL;PREF:0171 1234567\r\nADR;HOME:;;Weg 1;Berlin;;10115;Germany\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Eva\r\n"
    b"END:VCARD\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg==\r\n\r\nEND:VCARD\r\n"
)
VCARD_3 = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\\, Ruiz\r\nN:Ruiz;Ana;;Dr.;\r\nORG:Bar;Law\r\nitem1.EMAIL;type=INTERNET:"
    b"ana@example.org\r\nitem1.X-ABLabel:_$!<Work>!$_\r\nNOTE:one\\ntwo\r\n  three\r\nREV:2024-05-06T10:00:00Z\r\n"
    b'END:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Bar\r\nTEL;VALUE=uri;TYPE="voice,work":tel:+34-915-550-123\r\nEND:VCARD\r\n'
)
JSON = json.dumps(
    {
        "people": [
            {
                "given_name": "Ana",
                "identifiers": ["civicrm:17"],
                "email_addresses": [{"address": "ana@example.org", "status": "subscribed"}],
                "phone_numbers": [{"number": "915550123"}],
                "postal_addresses": [{"address_lines": ["Mayor 1"], "country": "ES"}],
                "custom_fields": {"diet": 1},
                "modified_date": "2024-05-06",
                "_embedded": {"osdi:taggings": [{"_embedded": {"osdi:tag": {"name": "torture"}}}]},
            }
        ],
        "organizations": [{"name": "Bar", "sectors": ["legal"]}],
    }
).encode()


def workbook() -> bytes:
    """Return a small workbook."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Members")
        for n, row in enumerate((("Name", "Phone"), ("Ana", 34915550123), ("Bo", "=1+1"))):
            sheet.write_row(n, 0, row)
    return content.getvalue()


def texts() -> Mapping[str, bytes]:
    """Return a sound file of each format that is text, by its name."""
    return {"list.csv": CSV, "old.vcf": VCARD_2, "new.vcf": VCARD_3, "people.json": JSON}
