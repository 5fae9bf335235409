"""Sign-ups that are only tried: read from a table, and signed up in a copy as groups that nobody knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from secrets import token_hex

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.contacts.service import bulk
from outreach_crm.contacts.service.whole import UNSAID
from outreach_crm.dates import read_optional
from outreach_crm.errors import InvalidInputError, OutreachError, sentence_of
from outreach_crm.model import Problem
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say, sort_name
from outreach_crm.transfer.service.headed import opened_table, rows_of
from outreach_urgent_actions.model import Capacity, Interest, Rate, SignUp
from outreach_urgent_actions.model.sign_ups import read_rate
from outreach_urgent_actions.service import interests, signing
from outreach_urgent_actions.service.interests import Wish

COLUMNS = (
    "name",
    "sector",
    "like",
    "keywords",
    "occupations",
    "regions",
    "unwanted",
    "at_most",
    "at_least",
    "language",
    "from",
    "until",
)
_LISTS = ("keywords", "occupations", "regions", "unwanted")


@frozen(kw_only=True)
class Candidate:
    """Somebody who is signed up in a copy only; ``left_on`` is when they leave it."""

    name: str
    draft: signing.SignUpDraft
    left_on: date | None = None


def example(app: App) -> tuple[Candidate, ...]:
    """Return the sign-ups that come with the program."""
    with as_file(files("outreach_urgent_actions") / "sample" / "sign-ups.csv") as path:
        return read(app, path)


def read(app: App, path: Path) -> tuple[Candidate, ...]:
    """Read sign-ups from a table.

    Its columns are ``COLUMNS``, of which only ``name`` has to be there; several keywords in a cell are parted by ``|``,
    ``at_most`` and ``at_least`` are written as 1/month, days as 2026-03-09; no keyword at all is everything.

    Raises:
        ImportRejectedError: the file cannot be read.
        InvalidInputError: rows cannot be understood; all of them are listed as problems.
    """
    found: list[Candidate] = []
    problems: list[Problem] = []
    wishes: dict[Wish, Interest] = {}
    for line, cells, why in rows_of(opened_table(app, path)):
        try:
            if why:
                raise InvalidInputError(why)
            found.append(_candidate(app, {key.strip().lower(): cell for key, cell in cells.items()}, wishes))
        except OutreachError as error:
            problems.append(Problem(sentence=sentence_of(error), file=path.name, line=line))
    if problems:
        raise InvalidInputError(
            say("{path}: {number} rows are not understood.", path=path.name, number=len(problems)), tuple(problems)
        )
    if not found:
        raise InvalidInputError(say("{path} holds no sign-up.", path=path.name))
    return tuple(found)


def _candidate(app: App, cells: Mapping[str, str], wishes: dict[Wish, Interest]) -> Candidate:
    if unknown := [one for one in cells if one not in COLUMNS]:
        raise InvalidInputError(
            say("There is no column {unknown!r}; there are {names}.", unknown=unknown[0], names=", ".join(COLUMNS))
        )
    if not cells.get("name"):
        raise InvalidInputError(say("The sign-up has no name."))
    given = {name: tuple(filter(None, map(str.strip, cells.get(name, "").split("|")))) for name in _LISTS}
    wish = Wish(like=cells.get("like", ""), **given)
    if wish not in wishes:
        wishes[wish] = interests.read(app, wish)
    today = app.clock.today()
    sector = cells.get("sector", "")
    draft = signing.SignUpDraft(
        interest=wishes[wish],
        sector=sectors.get(app, sector).key if sector else "",
        capacity=Capacity.PROFESSIONAL if sector else Capacity.ANYONE,
        language=cells.get("language", ""),
        at_most=_rate(cells.get("at_most", "")),
        at_least=_rate(cells.get("at_least", "")),
        signed_on=read_optional(cells.get("from", ""), today),
    )
    return Candidate(name=cells["name"], draft=draft, left_on=read_optional(cells.get("until", ""), today))


def _rate(text: str) -> Rate | None:
    if not text:
        return None
    try:
        return read_rate(text)
    except ValueError:
        raise InvalidInputError(
            say("{text!r} is not how often; write 1/month or 1 every other month.", text=text)
        ) from None


def sign_up_all(copy: App, candidates: Sequence[Candidate], since: date) -> dict[int, SignUp]:
    """Sign candidates up in a copy, from a day on where they do not say since when; return their sign-ups by contact.

    The order of the result is that of the candidates.
    """
    with copy.change("sign up on trial", final=True):
        wholes = [bulk.Whole({**UNSAID, **columns}) for columns in _groups(copy, candidates)]
        bulk.write(copy, wholes)
        drafts = [evolve(one.draft, signed_on=one.draft.signed_on or since) for one in candidates]
        return signing.sign_up_new(copy, {whole.id or 0: draft for whole, draft in zip(wholes, drafts, strict=True)})


def _groups(copy: App, candidates: Iterable[Candidate]) -> Iterator[dict[str, str]]:
    today = copy.clock.today().isoformat()
    for one in candidates:
        yield {
            "uid": token_hex(8),
            "kind": "group",
            "name": one.name,
            "sort_name": sort_name(one.name),
            "added_on": today,
        }
