"""What comes from others is what they gave out, with their licence, and set so that it takes no liberties."""

import json
import re
from hashlib import sha256

import pytest

from outreach_crm.app import App
from outreach_crm.web.site import make_site
from tests.house import ROOT

STATIC = ROOT / "outreach_crm/web/static"
# htmx 4.0.1 as its authors publish it (npm: htmx.org, dist/htmx.min.js).
HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"


def test_htmx_is_what_its_authors_gave_out() -> None:
    text = (STATIC / "htmx.min.js").read_bytes()
    assert sha256(text).hexdigest() == HTMX
    assert b"4.0.1" in text
    assert "Zero-Clause BSD" in (STATIC / "htmx.LICENSE.txt").read_text("utf-8")


def test_htmx_brings_no_style_of_its_own_and_no_page_of_an_error() -> None:
    layout = (ROOT / "outreach_crm/web/templates/web/office.html").read_text("utf-8")
    found = re.search(r"""<meta name="htmx-config" content='(.*?)'>""", layout)
    assert found
    assert json.loads(found[1]) == {"includeIndicatorCSS": False, "history": "reload", "noSwap": [204, 304, "5xx"]}


def test_our_script_is_small_and_needs_no_leave_to_evaluate() -> None:
    text = (STATIC / "office.js").read_text("utf-8")
    assert len(text) < 10_000
    assert (
        re.findall(r"\beval\(|new Function|innerHTML|outerHTML|document\.write|setTimeout\(['\"]|https?://", text) == []
    )


@pytest.mark.connections
def test_a_browser_keeps_files_by_their_digest_and_nothing_else(app: App) -> None:
    client = make_site(app, public_only=True).test_client()
    link = re.search(r'href="(/static/pages\.css\?v=(\w+))"', client.get("/nowhere").text)
    assert link
    assert link[2] == sha256((STATIC / "pages.css").read_bytes()).hexdigest()[:12]
    for path, kept in ((link[1], "public, max-age=31536000, immutable"), ("/static/pages.css?v=0", "no-store")):
        with client.get(path) as answer:
            assert answer.headers["Cache-Control"] == kept
