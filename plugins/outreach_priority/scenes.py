"""The scenes of the demo: seven advisers disagree, are heard twice, and what they say becomes plans."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import field, frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import ADVISER, GroupDraft, Heading, Structure
from outreach_crm.model import Scene
from outreach_crm.written import read_toml, structure
from outreach_priority import service
from outreach_priority.model import Answer, Stance

_FILE = Path(__file__).parent / "sample" / "council.toml"
_GROUP, _TITLE = "Outreach Council", "Where to go next"


@frozen(kw_only=True)
class Councillor:
    """One of the seven: what they say in the first round, and what they say otherwise in the second and why.

    Args:
        name: who.
        role: in which role they judge.
        interest: by sector, what they have to do with it themselves.
        ratings: by sector, one rating an item; below 0: they do not know.
        evidence: by sector and item, what a rating rests on.
        second: by sector and item, what they say in the second round.
        reason: by sector, why.
    """

    name: str
    role: str
    interest: dict[str, str]
    ratings: dict[str, tuple[int, ...]]
    evidence: dict[str, dict[str, str]] = field(factory=dict)
    second: dict[str, dict[str, int]] = field(factory=dict)
    reason: dict[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Council:
    """The advisory group of the demo; ``items`` are what ratings stand for, in order."""

    items: tuple[str, ...]
    adviser: tuple[Councillor, ...]

    @property
    def sectors(self) -> list[str]:
        """The keys of the sectors it judges."""
        return [*self.adviser[0].ratings]


@cache
def council() -> Council:
    """Return the advisory group of the demo."""
    return structure(read_toml(_FILE), Council, file=_FILE.name)


def _asking(app: App) -> Iterator[str]:
    yield (
        "It is the season of plans. There is time for two sectors done well or for six done badly, and everybody knows"
        " which two, only not the same. So seven people are asked who know the country and owe you nothing."
    )
    _gather(app)
    yield f'$ outreach groups show "{_GROUP}"'
    yield "What is asked, by which rules and until when is fixed before anybody has said a word."
    asked = [f"--sector {key}" for key in council().sectors]
    yield (
        f'$ outreach priority open "{_TITLE}" --group "{_GROUP}" --until 2w \\\n'
        f"    {' '.join(asked[:3])} \\\n    {' '.join(asked[3:])}"
    )


def _gather(app: App) -> None:
    """Make the group of the seven."""
    purpose = {"purpose": "Says which sectors to turn to, and gives its reasons."}
    plan = {Heading.STAFF_HOURS: 12.0, Heading.MEETINGS: 2000.0}
    group = groups.add(app, GroupDraft(name=_GROUP, structure=Structure.ADVISORY.value, fields=purpose, plan=plan))
    for one in council().adviser:
        groups.join(app, group.contact_id, contacts.resolve(app, one.name).id, role=ADVISER)


def _disagreeing(app: App) -> Iterator[str]:
    yield (
        "Each fills in a sheet alone: one rating for each of the manual's questions, three for what could go wrong. Who"
        " does not know says so. Nobody reads the others before all have spoken."
    )
    _hand_in(app, again=False)
    yield f'$ outreach priority advisers "{_TITLE}"'
    yield f'$ outreach priority close "{_TITLE}"'
    yield (
        "They agree on nearly everything, and on the unions not at all: a voice in Geneva, or a letter box that nobody"
        " empties? What lies apart is listed with the reasons, and without the names."
    )
    yield f'$ outreach priority feedback "{_TITLE}"'
    yield "That takes an hour of talk about one thing instead of an evening about everything. Then all speak once more."
    yield f'$ outreach priority again "{_TITLE}" --until 1w'
    _hand_in(app, again=True)
    yield f'$ outreach priority close "{_TITLE}"'


def _weighing(_: App) -> Iterator[str]:
    yield (
        "The council judges the sectors; what counts for how much is for the board to say. It is asked which question"
        " it would raise first from nothing to the best, and how much less the others would be worth."
    )
    yield f'$ outreach priority weigh "{_TITLE}" home=100 reached=40 world=100 capacity=60 \\\n    --by "The board"'
    yield (
        "Two sectors wait for a decision that no average can take. One is met with a rule, the other is left alone; a"
        " name and a reason stand under both."
    )
    yield (
        f'$ outreach priority decide "{_TITLE}" religious go --by "The board" \\\n'
        '    --because "All faiths are asked" \\\n'
        '    --mitigation "Never one church alone: three faiths on every letter" --staff-hours 10'
    )
    yield (
        f'$ outreach priority decide "{_TITLE}" military no --by "The board" \\\n'
        '    --because "Not before Rodrigo can sit at the table"'
    )
    yield f'$ outreach priority show "{_TITLE}"'
    yield "Whoever asks next year why it was so can read it, for nobody can alter it any more."
    yield f'$ outreach priority seal "{_TITLE}" --because "The board, in its meeting of today" --yes'


def _acting(_: App) -> Iterator[str]:
    yield (
        "And the hours? A level of involvement is taken whole or not at all: half a network helps nobody. What there is"
        " goes where it is worth the most, and a part is kept back for what nobody foresees."
    )
    there = "--volunteer-hours 900 --staff-hours 280 --money 7000"
    yield f'$ outreach priority budget "{_TITLE}" \\\n    {there}'
    yield "Agreed. It becomes plans: a group, a day on which to look at each again, and whom to approach."
    yield (
        f'$ outreach priority adopt "{_TITLE}" \\\n    {there} \\\n'
        '    --group legal="Lawyers\' Network" --group unions="Trade Union Group" --because "The board"'
    )
    yield '$ outreach segments show "unions: to approach" --limit 5'


def _country(_: App) -> Iterator[str]:
    yield (
        "Aisha asks the other question: not which sector is the best, but which one reaches Chile. What links the two"
        " countries is written down once, and so is what a sector could do there, with where that is from."
    )
    yield (
        '$ outreach priority link Chile economic "Copper for the cable works in the north" \\\n'
        '    --source "Customs, last year"'
    )
    yield (
        "$ outreach priority route Chile medical body \\\n"
        '    "National members can ask it to write to a government, and ours has a seat" \\\n'
        '    --strength 3 --through "World Medical Association" --source "Farid Shirazi"'
    )
    yield (
        "$ outreach priority route Chile unions responsible \\\n"
        '    "The dockers of both coasts have stopped ships for each other" --strength 4 --known-on 1y'
    )
    yield "$ outreach priority country Chile --ways 1"


def _hand_in(app: App, *, again: bool) -> None:
    """Hand in the seven sheets as they came back, each by the number of its seat."""
    found = service.resolve(app, _TITLE)
    said = {one.name: one for one in council().adviser}
    for sheet in service.sheets_of(app, found):
        if sheet.round == found.round:
            one = said[sheet.adviser]
            stances = [Stance(subject=key, interest=why) for key, why in one.interest.items()]
            service.hand_in(app, sheet.id, [*_answers(one, again=again)], stances, role=one.role)


def _answers(one: Councillor, *, again: bool) -> Iterator[Answer]:
    for key, row in one.ratings.items():
        changed: Mapping[str, int] = one.second.get(key, {}) if again else {}
        for item, rating in zip(council().items, row, strict=True):
            now = changed.get(item, rating)
            yield Answer(
                subject=key,
                item=item,
                rating=now if now >= 0 else None,
                evidence=one.evidence.get(key, {}).get(item, ""),
                reason=one.reason.get(key, "") if item in changed else "",
            )


SCENES = (
    Scene(705, "Which sectors next year?", _asking),
    Scene(710, "Seven sheets, and no agreement", _disagreeing),
    Scene(715, "What counts, and what is decided", _weighing),
    Scene(720, "What to do with the hours there are", _acting),
    Scene(725, "Who reaches Chile?", _country),
)
