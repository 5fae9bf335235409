"""What somebody sent when their session was over: it goes along while they sign in, and is offered to be sent again.

Only what a page of ours sent in their own session, and what comes back as we wrote it: another site puts no words into
their hands. Whose page it was is told by the proof in the form (CSRF), which no other page has, so nothing is lost with
a cookie. It is offered only to the account whose page it was.
"""

import hmac
import json
from collections.abc import Iterable
from typing import Self

from attrs import evolve, frozen
from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.urls import iri_to_uri

from outreach_crm.accounts.model import Session
from outreach_crm.forms import Field
from outreach_crm.web import asking
from outreach_crm.web.connections import shared
from outreach_crm.web.forms import Shown, with_found
from outreach_crm.web.links import is_ours
from outreach_crm.web.visiting import ONCE, PROOF, arrive, is_proven, office, visitor

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
    def of_any(cls, sessions: Iterable[Session]) -> Self | None:
        """Return what this request sent from a page of one of these sessions; None where it was a page of none."""
        try:
            session = next((one for one in sessions if is_proven(one.mark)), None)
        except HTTPException:  # whose page it was is not found in what is too large
            return None
        return cls.of_request(session) if session else None

    @classmethod
    def of_text(cls, text: str) -> Self | None:
        """Return what somebody sent and went along; None where nothing did, or where it is not as we wrote it."""
        seal, text = text[:_SEAL], text[_SEAL:]
        if not hmac.compare_digest(seal.encode(), _seal(text).encode()):
            return None
        told = json.loads(text)
        fields, files = _pairs(told["fields"]), _pairs(told["files"])
        found = cls(told["account"], told["path"], fields, files, whole=told["whole"])
        return found if is_ours(found.path) else None

    @property
    def text(self) -> str:
        """It as a hidden field holds it."""
        told = {"account": self.account_id, "path": self.path, "whole": self.whole}
        text = json.dumps(told | {"fields": self.fields, "files": self.files}, ensure_ascii=False)
        return _seal(text) + text

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What somebody wrote, as they read it again: by the questions of the page, in the words of their answers.

        What the page does not ask is shown by its name; what pages put into forms for themselves is left out.
        """
        sent: dict[str, list[str]] = {}
        for name, text in self.fields:
            if text and not name.startswith("_") and name != "next":
                sent.setdefault(name, []).append(text)
        asked = {one.key: one for one in _questions(self.path)} if sent else {}
        found = []
        for name, texts in sent.items():
            if (one := asked.get(name)) is None:
                found.append((name.replace("_", " ").replace("-", " "), ", ".join(texts)))
            else:
                found.append((one.label, Shown(evolve(with_found(office(), one, sent), value=tuple(texts)), ()).there))
        return found


def _questions(path: str) -> tuple[Field, ...]:
    """Return what the form of a page asks: the page is made as if it was opened, which alters nothing, and put away."""
    there = evolve(visitor(), take=lambda: None)  # the word for their next page is for one that they see
    with current_app.app_context(), current_app.test_request_context(path):
        view = current_app.view_functions.get(request.endpoint or "")
        if view is None:
            return ()
        arrive(there)
        try:
            view(**(request.view_args or {}))
        except Exception:  # it is not there any more, or not for them: sending it again tells them so
            return ()
        return asking.asked()


def _pairs(given: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in given)


def _seal(text: str) -> str:
    """Return what only this database writes before something that somebody sent."""
    return hmac.digest(shared().secret("kept forms"), text.encode(), "sha256").hex()[:_SEAL]
