"""The HTML of a message: paragraphs and links of its plain text, and nothing that anybody else could write."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_mail.composing.bodies import cleaned
from outreach_mail.composing.paragraphs import as_html


class Reader(HTMLParser):
    """Notes which tags there are, where links go, and what is said."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.said += data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(as_html(text, "en"))
    reader.close()
    return reader


def test_paragraphs_lines_and_links_are_those_of_the_text() -> None:
    page = as_html("Dear Ana,\n\nsee https://example.org/a?b=1&c=2.\nBest\n", "pt-BR")
    assert '<html lang="pt-BR">' in page
    assert '<p dir="auto">Dear Ana,</p>\n' in page
    link = '<a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>'
    assert f'<p dir="auto">see {link}.<br>\nBest</p>\n' in page


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("(https://example.org)", ["https://example.org"]),
        ("see https://example.org/a, https://example.org/b!", ["https://example.org/a", "https://example.org/b"]),
        ('"https://example.org/"', ["https://example.org/"]),
        ("javascript:alert(1) data:text/html,x ftp://example.org www.example.org a@example.org", []),
        ("https:// http://.", []),
        ('https://example.org/"onmouseover="alert(1)', ["https://example.org/"]),
    ],
)
def test_a_link_goes_where_its_text_says(text: str, links: list[str]) -> None:
    assert read(text).links == links


@given(st.text().map(cleaned))
def test_a_page_says_what_the_text_says_and_nothing_else(text: str) -> None:
    reader = read(text)
    assert reader.tags <= {"html", "head", "meta", "body", "p", "br", "a"}
    assert "".join(reader.said.split()) == "".join(text.split())
