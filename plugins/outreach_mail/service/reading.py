"""Has returned mails read in a limited worker: many at once, and each alone where one of them harms the others."""

from collections.abc import Sequence

from outreach_crm import untrusted
from outreach_crm.errors import ImportRejectedError
from outreach_mail.model.returns import Kind, Returned

# A mail takes a second at the very worst, and most take a thousandth of it.
_SECONDS, _MEGABYTES = 60, 768
_TARGET = "outreach_mail.bounces:read_all"


def read_all(mails: Sequence[bytes], *, target: str = _TARGET) -> list[Returned]:
    """Return what each of some mails says; one that cannot be read says so.

    Args:
        mails: their bytes.
        target: the function of the worker.
    """
    if not mails:
        return []
    limits = {"seconds": _SECONDS, "megabytes": _MEGABYTES}
    try:
        told = untrusted.read(target, b"".join(mails), file="A mail", options={"sizes": [*map(len, mails)]}, **limits)
    except ImportRejectedError:
        if len(mails) == 1:
            return [Returned(kind=Kind.UNREADABLE)]
        half = len(mails) // 2
        return [*read_all(mails[:half], target=target), *read_all(mails[half:], target=target)]
    return [Returned.from_told(row) for row in told]
