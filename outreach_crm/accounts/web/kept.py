"""What somebody sent when their session was over: it goes along while they sign in, and is offered to be sent again."""

import json
from typing import Self

from attrs import frozen
from flask import request
from werkzeug.exceptions import HTTPException

from outreach_crm.web.visiting import ONCE, PROOF

KEPT = "_kept"
"""The name of the hidden field it goes along in."""
MOST = 256 * 1024
"""How many letters go along."""
_OWN = frozenset({PROOF, ONCE})


@frozen
class Kept:
    """A form that was sent.

    Args:
        path: where to.
        fields: the names of its fields and what stood in them; passwords never go along.
        files: the names of its fields that held files, and of the files, which have to be chosen again.
        whole: whether all of it goes along; it does not where there is too much.
    """

    path: str
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    whole: bool = True

    @classmethod
    def of_request(cls) -> Self:
        """Return what this request sent."""
        path = request.full_path.rstrip("?")
        try:
            sent, files = request.form.items(multi=True), request.files.items(multi=True)
        except HTTPException:  # too large, or no form
            return cls(path, whole=False)
        fields = tuple((name, text) for name, text in sent if name not in _OWN and not name.startswith("password"))
        named = tuple((name, file.filename or "") for name, file in files if file.filename)
        if sum(len(name) + len(text) for name, text in fields) > MOST:
            return cls(path, files=named, whole=False)
        return cls(path, fields, named)

    @classmethod
    def of_text(cls, text: str) -> Self | None:
        """Return what went along; None where nothing did, or where it is not as we wrote it."""
        try:
            told = json.loads(text)
            found = cls(str(told["path"]), _pairs(told["fields"]), _pairs(told["files"]), whole=bool(told["whole"]))
        except (ValueError, KeyError, TypeError):
            return None
        return found if found.path.startswith("/") and not found.path.startswith(("//", "/\\")) else None

    @property
    def text(self) -> str:
        """It as a hidden field holds it."""
        told = {"path": self.path, "fields": self.fields, "files": self.files, "whole": self.whole}
        return json.dumps(told, ensure_ascii=False)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What somebody wrote, as they read it again: without what pages put into forms for themselves."""
        return [(name, text) for name, text in self.fields if text and not name.startswith("_") and name != "next"]


def _pairs(given: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, list):
        raise TypeError
    return tuple((str(name), str(text)) for name, text in given)
