"""Walks all pages of the office as links lead from one to the next, and reads what it finds there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from attrs import define, field, frozen
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.post.paper import pages

_VOID = frozenset({"input", "link", "meta", "br", "hr", "img", "col", "source", "wbr"})
_TYPED = frozenset({"text", "search", "email", "url", "tel", "password", ""})
# Of a list only some rows are opened: what a page of one contact shows, that of the next shows too.
_OF_A_RULE = 3


@define
class FormFound:
    """A form: where it is sent, how, and what a browser would send if nobody altered anything."""

    action: str
    method: str
    sent: dict[str, list[str]] = field(factory=dict)
    texts: list[str] = field(factory=list)
    files: bool = False


class Reader(HTMLParser):
    """Reads a page: its elements, links, forms and texts.

    What says in which language it is, or that it is not to be translated (``translate="no"``), is no text of the page.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.forms: list[FormFound] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self._named = 0
        self._select = self._area = ""
        self._loose: dict[str, FormFound] = {}
        self.feed(html)
        self.close()

    @property
    def links(self) -> list[str]:
        """Where the page leads to."""
        return [own["href"] for tag, own in self.elements if tag == "a" and "href" in own]

    @property
    def parts(self) -> list[str]:
        """What the page asks for itself, and puts into a place of its own."""
        return [own["hx-get"] for _, own in self.elements if "hx-get" in own and "hx-select" not in own]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.elements.append((tag, own))
        if tag not in _VOID:
            self._open.append(tag)
            if not self._named and tag != "html" and ("lang" in own or own.get("translate") == "no"):
                self._named = len(self._open)
        self.texts += [
            own[name] for name in ("aria-label", "title", "placeholder", "alt", "data-trouble") if name in own
        ]
        if tag == "form":
            found = FormFound(own.get("action", ""), own.get("method", "get").lower())
            self.forms.append(found)
            self._loose[own.get("id", "")] = found
        elif form := self._form(own):
            self._field(tag, own, form)

    def _form(self, own: Mapping[str, str]) -> FormFound | None:
        if own.get("form") in self._loose:
            return self._loose[own["form"]]
        return self.forms[-1] if self.forms and "form" in self._open else None

    def _field(self, tag: str, own: dict[str, str], form: FormFound) -> None:
        name, kind = own.get("name", ""), own.get("type", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in own or self._select not in form.sent:
                form.sent[self._select] = [own.get("value", "")]
        elif tag == "textarea":
            self._area = name
            form.sent[name] = [""]
            form.texts.append(name)
        elif tag == "input" and name:
            self._input(name, kind, own, form)

    @staticmethod
    def _input(name: str, kind: str, own: dict[str, str], form: FormFound) -> None:
        if kind == "file":
            form.files = True
        elif kind in {"checkbox", "radio"}:
            if "checked" in own:
                form.sent.setdefault(name, []).append(own.get("value", "on"))
        elif kind not in {"submit", "button", "image", "reset"}:
            form.sent.setdefault(name, []).append(own.get("value", ""))
            if kind in _TYPED:
                form.texts.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
            if len(self._open) < self._named:
                self._named = 0
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area and self.forms:
            self.forms[-1].sent[self._area] = [(self.forms[-1].sent[self._area][0] + data).removeprefix("\n")]
        elif data.strip() and not self._named and not {"script", "style"} & {*self._open}:
            self.texts.append(data)


@frozen
class Visit:
    """A page that was opened."""

    path: str
    endpoint: str
    answer: TestResponse

    @property
    def is_html(self) -> bool:
        """Whether it is a page and no list in another form, nor a file."""
        return self.answer.mimetype == "text/html"

    @property
    def said(self) -> str:
        """Its text, and that of the pages of a PDF."""
        if self.answer.mimetype == "application/pdf":
            return "\n".join(pages(self.answer.data))
        return self.answer.text

    @property
    def bare(self) -> str:
        """Its path without what is asked."""
        return self.path.partition("?")[0]

    @cached_property
    def page(self) -> Reader:
        """What stands on it."""
        return Reader(self.answer.text)


def endpoint_of(site: Flask, path: str, method: str = "GET") -> str:
    """Return which view answers for a path; empty where none does."""
    parts = urlsplit(path)
    try:
        found = site.create_url_adapter(None)
        adapter = found or site.url_map.bind("localhost")
        return str(adapter.match(parts.path, method=method)[0])
    except HTTPException:
        return ""


def here(path: str, link: str) -> str:
    """Return a link of a page as the path it leads to; empty where it leads elsewhere, or only within the page."""
    there = urldefrag(urljoin(f"http://localhost{path}", link)).url
    parts = urlsplit(there)
    if parts.netloc != "localhost":
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def walk(client: FlaskClient, *starts: str, of_a_rule: int = _OF_A_RULE) -> Iterator[Visit]:
    """Open pages as links lead from one to the next, some of each rule, beginning at the first page."""
    site = client.application
    waiting, seen = [*(starts or ("/",))], set()
    times: dict[str, int] = defaultdict(int)
    while waiting:
        path = waiting.pop(0)
        endpoint = endpoint_of(site, path)
        if path in seen or times[endpoint] >= of_a_rule or endpoint in {"", "static"}:
            continue
        seen.add(path)
        times[endpoint] += 1
        visit = Visit(path, endpoint, client.get(path))
        yield visit
        if location := visit.answer.headers.get("Location"):
            waiting.insert(0, here(path, location))
        elif visit.is_html:
            waiting += [to for link in leads_on(visit) if (to := here(path, link))]


def leads_on(visit: Visit) -> Iterator[str]:
    """Yield where a page leads: by links, by parts it asks for itself, by forms that look, and where others are sent.

    What a form that writes is sent to may be opened too, as by who loads the page with its answer once more.
    """
    page = visit.page
    yield from page.links
    yield from page.parts
    for form in page.forms:
        asked = f"?{urlencode(form.sent, doseq=True)}" if form.method == "get" else ""
        yield urlsplit(form.action or visit.path).path + asked
