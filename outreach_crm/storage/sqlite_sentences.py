"""What SQLite says when something is wrong, in sentences for whoever reads them."""

from outreach_crm.storage.store import BUSY

_SENTENCES = {
    "BUSY": BUSY,
    "LOCKED": BUSY,
    "READONLY": "The database is read-only here; check the rights of the file and its folder. Nothing was changed.",
    "FULL": "The disk is full: make some room and try again. Nothing was changed.",
    "NOTADB": "{url} is not a database; give another file with --database. Nothing was changed.",
    "CORRUPT": "{url} is damaged; restore it from a backup. Nothing was changed.",
    "CANTOPEN": "{url} cannot be opened; check that the folder exists and that you may read and write there.",
    "IOERR": "The disk did not answer while reading or writing {url}. Nothing was changed.",
    "NOMEM": "There is not enough memory. Nothing was changed.",
}

NOT_INSIDE = "The file may still hold what was erased; run outreach doctor --mend."
STILL_IN_FILE = (
    "The database could not be written anew, so that the file may still hold what was erased; see that there is room"
    " for two more copies of it, then run outreach doctor --mend."
)
STILL_IN_LOG = (
    "Another program is reading the database, so that its log (-wal) still holds what was erased; close it, then run"
    " outreach doctor --mend."
)


def sentence(name: str, said: str, url: str) -> str:
    """Return what went wrong, for whoever reads it.

    Args:
        name: SQLite's name of the error, such as ``SQLITE_IOERR_WRITE``; empty where it has none.
        said: what SQLite says.
        url: the file.
    """
    known = _SENTENCES.get(name.removeprefix("SQLITE_").partition("_")[0])
    return known.format(url=url) if known else f"The database answered: {said}."
