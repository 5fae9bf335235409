"""What the documents say of security is what the program does: numbers, roles, limits, how weaknesses are mended."""

import configparser
import re

from outreach_crm.accounts.model import AccountSettings
from outreach_crm.accounts.service import passwords, signing_in
from outreach_crm.attachments.model import LARGEST
from outreach_crm.model import Actor
from outreach_crm.policy import Action, Role, may
from outreach_crm.transfer import service as transfer
from outreach_crm.web.safety import MOST_BYTES
from tests.house import ROOT

NUMBERS = {"ten": 10, "twelve": 12, "fifty": 50, "a hundred": 100, "two hours": 120, "a quarter of an hour": 15}
# Libraries of which a version is left out, and why.
BELOW = {"icalendar": "8 may name what we use otherwise", "sqlite-utils": "5 may name what we use otherwise"}


def document(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def security() -> str:
    return document("SECURITY.md")


def point(text: str, title: str) -> str:
    """Return the point of a list that begins with words in bold, on one line."""
    found = re.search(rf"^- \*\*{title}\*\*(.*?)(?=^- \*\*|^#|^```|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, title
    return " ".join(found[1].split())


def rows(title: str) -> list[list[str]]:
    """Return the cells of the table below a heading, without its own."""
    part = security().partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("|---")]


def test_how_often_a_password_is_tried_is_written_down() -> None:
    told = point(document("outreach_crm/accounts/README.md"), "Guessing")
    found = re.search(r": (\w+) tries .* in (a quarter of an hour), (\w+) from it in all, (a hundred) for a name", told)
    assert found
    one, minutes, network, everywhere = (NUMBERS[each] for each in found.groups())
    assert (one, network, everywhere) == (signing_in._TOGETHER, signing_in._NETWORK, signing_in._NAME)
    assert minutes * 60 == signing_in._SECONDS
    assert "so that nobody locks others out" in told


def test_how_long_a_session_and_a_password_are_is_written_down() -> None:
    text, usual = document("outreach_crm/accounts/README.md"), AccountSettings()
    told = re.search(r"came in the last (two hours), for (twelve) hours", point(text, "Signed in"))
    assert told
    assert [NUMBERS[one] for one in told.groups()] == [usual.idle_minutes, usual.hours]
    assert f"have twelve letters or more, {passwords._LONGEST} at most" in point(text, "Passwords")
    assert usual.shortest_password == NUMBERS["twelve"]


def test_who_may_do_what_is_written_down() -> None:
    (_, *actions), *told = rows("Who may do what")
    assert actions == [one.value for one in Action]
    assert {cells[0] for cells in told} == {one.value for one in Role}
    for role, *cells in told:
        actor = Actor(name="Rosa", role=Role(role))
        assert cells == ["yes" if may(actor, Action(action)) else "no" for action in actions], role


def test_what_is_taken_is_written_down_with_its_limits() -> None:
    told = {cells[0]: cells[1] for cells in rows("What is taken")[1:]}
    assert {*told} > {"text", "e-mail address", "telephone", "web address", "day"}
    limits = {
        what: [int(one) for one in re.findall(r"\d+(?= (?:KiB|MB|letters|to))", when)] for what, when in told.items()
    }
    assert limits["password"] == [AccountSettings().shortest_password, passwords._LONGEST]
    assert limits["form"] == [MOST_BYTES // 1024]
    assert limits["attached file"] == [LARGEST // 1_000_000]
    assert limits["file to import"] == [transfer.LARGEST // (1024 * 1024)]


def test_it_is_said_how_to_report_a_weakness_and_when_it_is_mended() -> None:
    told = " ".join(security().partition("\n## Reporting\n")[2].partition("\n## ")[0].split())
    assert "privately" in told
    assert "within 48 hours" in told
    assert re.search(r"within 7 days, any other within 30 days; the same holds of weaknesses in libraries", told)


def test_no_library_is_held_back_from_what_is_mended_in_it() -> None:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    asked = [parser["options"]["install_requires"], *parser["options.extras_require"].values()]
    needed = [line.strip() for part in asked for line in part.splitlines() if line.strip()]
    assert len(needed) > 30
    held = {re.split(r"[\[<>=~!]", line)[0] for line in needed if re.search(r"<|==|~=|!=", line)}
    assert held == set(BELOW), "name the reason, or take the new version"


def test_each_promise_names_a_test_that_is_there() -> None:
    promised = security().partition("\n## What is promised\n")[2].partition("\n## ")[0]
    points = re.split(r"^- \*\*", promised, flags=re.MULTILINE)[1:]
    assert len(points) >= 10
    for one in points:
        links = re.findall(r"\]\((tests/[^)]+)\)", one)
        assert links, one
        assert [link for link in links if "def test_" not in document(link)] == []


def test_the_paper_is_short_enough_to_be_read() -> None:
    assert len(security().splitlines()) <= 120
