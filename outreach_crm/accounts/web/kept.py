"""What somebody sent when their session was over: it goes along while they sign in, and is offered to be sent again.

Only what a page of ours sent in their own session, and what comes back as we wrote it: another site puts no words into
their hands.
"""

import hmac
import json
from typing import Self

from attrs import frozen
from flask import request
from werkzeug.exceptions import HTTPException
from werkzeug.urls import iri_to_uri

from outreach_crm.accounts.model import Session
from outreach_crm.web.connections import shared
from outreach_crm.web.links import is_ours
from outreach_crm.web.visiting import ONCE, PROOF, is_proven

KEPT = "_kept"
"""The name of the hidden field it goes along in."""
MOST = 256 * 1024
"""How many letters go along."""
_OWN = frozenset({PROOF, ONCE})
_SEAL = 32


@frozen
class Kept:
    """A form that was sent.

    Args:
        account_id: who sent it.
        path: where to.
        fields: the names of its fields and what stood in them; passwords never go along.
        files: the names of its fields that held files, and of the files, which have to be chosen again.
        whole: whether all of it goes along; it does not where there is too much.
    """

    account_id: int
    path: str
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    whole: bool = True

    @classmethod
    def of_request(cls, session: Session) -> Self | None:
        """Return what this request sent; None where no page that was made for a session sent it."""
        whose, path = session.account.id, iri_to_uri(request.full_path.rstrip("?"))
        try:
            if not is_proven(session.mark):
                return None
            sent, files = request.form.items(multi=True), request.files.items(multi=True)
        except HTTPException:  # too large, or no form
            return cls(whose, path, whole=False)
        fields = tuple((name, text) for name, text in sent if name not in _OWN and not name.startswith("password"))
        named = tuple((name, file.filename or "") for name, file in files if file.filename)
        if sum(len(name) + len(text) for name, text in fields) > MOST:
            return cls(whose, path, files=named, whole=False)
        return cls(whose, path, fields, named)

    @classmethod
    def of_text(cls, text: str, account_id: int) -> Self | None:
        """Return what somebody sent and went along; None where nothing did, or where it is not as we wrote it."""
        seal, text = text[:_SEAL], text[_SEAL:]
        if not hmac.compare_digest(seal.encode(), _seal(account_id, text).encode()):
            return None
        told = json.loads(text)
        found = cls(account_id, told["path"], _pairs(told["fields"]), _pairs(told["files"]), whole=told["whole"])
        return found if is_ours(found.path) else None

    @property
    def text(self) -> str:
        """It as a hidden field holds it."""
        told = {"path": self.path, "fields": self.fields, "files": self.files, "whole": self.whole}
        text = json.dumps(told, ensure_ascii=False)
        return _seal(self.account_id, text) + text

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What somebody wrote, as they read it again: without what pages put into forms for themselves."""
        return [(name, text) for name, text in self.fields if text and not name.startswith("_") and name != "next"]


def _pairs(given: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in given)


def _seal(account_id: int, text: str) -> str:
    """Return what only this database writes before something that somebody sent."""
    return hmac.digest(shared().secret("kept forms"), f"{account_id} {text}".encode(), "sha256").hex()[:_SEAL]
