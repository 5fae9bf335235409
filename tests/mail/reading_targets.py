"""What a worker is made to do in tests: read mails, and end at one of them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outreach_mail.model import Kind, Returned


def read_all(path: Path, sizes: list[int]) -> Iterator[dict[str, Any]]:
    with path.open("rb") as mails:
        for size in sizes:
            content = mails.read(size)
            if content == b"harm":
                os.abort()
            yield Returned(kind=Kind.OTHER, subject=content.decode()).told()
