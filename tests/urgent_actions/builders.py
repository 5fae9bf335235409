"""Small makers of what tests of Urgent Actions begin with."""

import itertools
from collections.abc import Iterable
from datetime import date
from typing import Any

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Facet
from outreach_urgent_actions.model import Rate, SignUp, read_rate
from outreach_urgent_actions.service import SignUpDraft, Wish, interests, signing

_NUMBER = itertools.count(1)


def add_issue(
    app: App,
    *written: str,
    ref: str = "",
    kind: str = "initial",
    issued: str = "2026-03-09",
    languages: Iterable[str] = (),
    **fields: object,
) -> int:
    """Add an issue with keywords, written as people write them, to the case of a number; return its id."""
    number = next(_NUMBER)
    ref = ref or f"UA {number}/{issued[:4]}"
    series, _, rest = ref.partition(" ")
    with app.change("test: add issue"):
        own = {"uid": f"u{number}", "digest": f"d{number}", "sort_name": "", "words": "[]"}
        own |= {"kind": kind, "subject": f"{ref} {' '.join(written)}", "issued_on": issued}
        issue_id = app.store.insert("ua_issues", {**own, **fields})
        case_id = app.store.value("select id from ua_cases where ref = :ref", ref=ref) or app.store.insert(
            "ua_cases",
            {"ref": ref, "series": series, "number": int(rest.split("/")[0]), "year": int(rest.split("/")[1])},
        )
        app.store.insert("ua_issue_cases", {"issue_id": issue_id, "case_id": case_id})
        for one in written:
            keyword = interests.keyword(app, one)
            origin = "place" if keyword.facet in {Facet.COUNTRY, Facet.REGION} else "issued"
            values = {"issue_id": issue_id, "written": one, "keyword_id": keyword.id, "origin": origin}
            app.store.insert("ua_issue_keywords", values)
        for language in languages:
            text = {"issue_id": issue_id, "language": language, "subject": ref, "body": "Please write.\n"}
            app.store.insert("ua_texts", text)
    return issue_id


def add_sign_up(
    app: App,
    contact_id: int,
    *words: str,
    like: str = "",
    regions: tuple[str, ...] = (),
    without: str = "",
    at_most: str = "",
    at_least: str = "",
    **fields: Any,
) -> SignUp:
    """Sign somebody up for keywords, since the beginning of the year; ``fields`` are those of a draft."""
    wish = Wish(keywords=words, like=like, regions=regions, unwanted=(without,) if without else ())
    own: dict[str, Any] = {"at_most": _rate(at_most), "at_least": _rate(at_least), "signed_on": date(2026, 1, 1)}
    draft = SignUpDraft(interest=interests.read(app, wish), sector=like, **{**own, **fields})
    return signing.sign_up(app, contact_id, draft)


def _rate(text: str) -> Rate | None:
    return read_rate(text) if text else None


def received(app: App, contact_id: int, issue_id: int, on: str = "2026-03-02") -> None:
    """Let somebody have received an issue on a day."""
    keywords.prepare(app)
    number = next(_NUMBER)
    with app.change("test: received"):
        text = {"uid": f"s{number}", "name": f"sent {number}", "name_key": f"sent {number}", "channel": "folder"}
        what = {"purpose": "urgent-actions", "policy": "hold", "ref_kind": "ua_issues", "ref_id": issue_id}
        when = {"state": "draft", "frozen_at": f"{on}T08:00:00Z"}
        dispatch_id = app.store.insert("dispatches", {**text, **what, **when})
        row = {"dispatch_id": dispatch_id, "contact_id": contact_id, "channel": "folder", "language": "en"}
        app.store.insert("deliveries", {**row, "address_key": f"k{number}", "state": "queued"})
