"""What kind of file something is by what is in it: its name is whatever somebody called it."""

from outreach_crm.attachments.model import guessed_media_type
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say

# What begins so is run, not read: Windows, Linux, macOS (both ways round, and for several machines), scripts.
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
_RUN = frozenset(
    {"bat", "cmd", "com", "cpl", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "msp", "pif", "ps1", "reg", "scr"}
    | {"vb", "vbe", "vbs", "wsf", "wsh"}
)
_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
# How a file of a kind begins, by the end of its name.
_BEGINS: dict[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "rtf": (b"{\\rtf",),
    "ics": (b"BEGIN:VCALENDAR",),
    "vcf": (b"BEGIN:VCARD",),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"), _ZIP),
    **dict.fromkeys(("doc", "xls", "ppt"), _OLE),
}
# A PDF has its mark somewhere in the first kilobyte; before a text there may be a mark of its letters.
_PDF, _FIRST, _BOM = b"%PDF-", 1024, b"\xef\xbb\xbf"
_TEXTS = frozenset({"csv", "eml", "htm", "html", "ics", "json", "md", "svg", "txt", "vcf", "xml"})
# The table of contents of a ZIP archive has its names in plain letters.
_MACROS = b"vbaProject.bin"


def judged(name: str, data: bytes) -> str:
    """Return what kind of file somebody sent (RFC 6838), by its name and by what is in it.

    Args:
        name: what it is called.
        data: what is in it.

    Raises:
        InvalidInputError: it is a program, has macros, or is not what its name says.
    """
    end = name.rpartition(".")[2].lower() if "." in name else ""
    begins = data[:_FIRST].removeprefix(_BOM)
    if end in _RUN or begins.startswith(_PROGRAMS):
        raise InvalidInputError(say("{name} is a program, and none is taken.", name=name))
    if (end in _BEGINS and not begins.startswith(_BEGINS[end])) or (end == "pdf" and _PDF not in begins):
        raise InvalidInputError(
            say("{name} is not what its name says: in it is no {end} file.", name=name, end=end.upper())
        )
    if end in _TEXTS and b"\0" in data:
        raise InvalidInputError(say("{name} is not what its name says: in it is no text.", name=name))
    if data.startswith(_ZIP) and _MACROS in data:
        raise InvalidInputError(say("{name} has macros, which mail servers refuse; save it without them.", name=name))
    return guessed_media_type(name, data)
