"""A newsletter of a sector: what all features have to tell, drafted to be edited."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import Result

from outreach_crm import hookimpl
from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.dispatch import service
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import NewsItem, Ref
from outreach_crm.plugins import Plugins
from outreach_crm.segments import service as segments
from tests.dispatch.letters import an_addressee


def item(heading: str, title: str, day: int = 1, *lines: str) -> NewsItem:
    return NewsItem(heading=heading, title=title, lines=lines, ref=Ref("segments", 1), on=date(2026, 3, day))


class Told:
    """A plugin that has news for lawyers."""

    @hookimpl
    def news(self, sector: str, since: date) -> Iterable[NewsItem]:
        if sector != "legal":
            return []
        found = [
            item("Cases", "Judge freed {at last}", 2, "She thanks you."),
            item("Reports", "On courts", 1),
            item("Cases", "Lawyer held", 3),
        ]
        return [one for one in found if one.on >= since]


@pytest.fixture(name="app")
def with_news(app: App) -> App:
    keywords.prepare(app)
    return evolve(app, plugins=Plugins.load(extra={"told": Told()}))


def test_it_holds_what_is_new_under_headings_the_latest_first(app: App) -> None:
    campaigns.add(app, CampaignDraft(name="Judges under threat", from_on="2026-02-01", countries=("Guatemala",)))
    campaigns.add(app, CampaignDraft(name="For nurses", from_on="2026-02-01", themes=("nurses",)))
    campaigns.add(app, CampaignDraft(name="Next year", from_on="2027-02-01"))
    made = service.draft_newsletter(app, "legal")
    (text,) = made.dispatch.texts
    assert text.body.split("\n\n") == [
        "{salutation},",
        "CAMPAIGNS",
        "Judges under threat\nfrom 1 February 2026\nWhere: Guatemala",
        "CASES",
        "Lawyer held",
        "Judge freed {{at last}}\nShe thanks you.",
        "REPORTS",
        "On courts",
    ]
    assert text.subject == "News for The International Legal Network, March 2026"
    assert (made.dispatch.sector, made.dispatch.name) == (
        "legal",
        "Newsletter for The International Legal Network, 2026-03-09",
    )


def test_it_goes_to_everybody_in_the_sector_by_one_saved_segment_or_to_the_one_that_is_named(app: App) -> None:
    first = service.draft_newsletter(app, "legal")
    again = service.draft_newsletter(app, "legal", name="Another")
    assert first.segment == again.segment == "Everybody in The International Legal Network"
    assert segments.sentence(app, segments.get(app, first.segment)).startswith("Contacts who belong to The ")
    segments.add(app, "Bars", ["kind=organisation"])
    named = service.draft_newsletter(app, "legal", name="To bars", segment="bars")
    bar = an_addressee(app, "Bar")
    seen = service.preview(app, named.dispatch.id)
    assert [one.contact_id for one in seen.examples] == [bar.id]
    assert "Judge freed {at last}" in seen.examples[0].body


def test_what_is_not_new_enough_is_left_out_and_no_news_is_no_newsletter(app: App) -> None:
    made = service.draft_newsletter(app, "legal", since=date(2026, 3, 3))
    assert [one.title for one in made.items] == ["Lawyer held"]
    with pytest.raises(ConflictError, match="Newsletter for"):
        service.draft_newsletter(app, "legal")
    with pytest.raises(InvalidInputError, match="no news for .* since 2025-12-09; --since goes further back"):
        service.draft_newsletter(app, "medical")
    with pytest.raises(NotFoundError):
        service.draft_newsletter(app, "plumbers")
    assert len(segments.list_segments(app)) == 1


def test_the_commands_draft_it_and_show_it_to_be_edited(cli: Callable[..., Result], tmp_path: Path) -> None:
    cli("campaigns", "add", "Judges under threat", "--from", "2026-01-01", "--country", "Guatemala")
    told = cli("mailings", "newsletter", "legal", "--name", "Spring news").stdout
    assert "Drafted: 1 Spring news, to the segment Everybody in The International Legal Network." in told
    assert "Campaigns 1" in told
    written = cli("mailings", "text", "spring", "--show").stdout
    path = tmp_path / "news.txt"
    path.write_text(written, "utf-8")
    cli("mailings", "text", "spring", "--text", str(path))
    assert cli("mailings", "text", "spring", "--show").stdout == written
    assert written.startswith("News for The International Legal Network, ")
    path.write_text(written.replace("Judges under", "All judges under"), "utf-8")
    cli("mailings", "text", "spring", "--text", str(path))
    assert "All judges under threat" in cli("mailings", "text", "spring", "--show", "--language", "en").stdout
    assert "no text in 'es'" in cli("mailings", "text", "spring", "--show", "--language", "es", code=1).stderr
