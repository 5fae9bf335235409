"""How long it takes to offer a group cases, from the database, and to look at a batch for all groups."""

from collections.abc import Iterator
from functools import partial
from random import Random

from outreach_cases import service
from outreach_cases.model.cases import CaseDraft
from outreach_cases.model.levels import Decided, Level, Stance
from outreach_cases.model.wishes import Facet, Mark
from outreach_cases.service import minding
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from tests.benchmarks.frame import Figure, benchmark, cpu, section

_CASES, _GROUPS, _TRIED, _OFFER = 500, 2_000, 40, 50.0
_COUNTRIES = ("Iran", "Nigeria", "Mexico", "China", "Turkey", "Myanmar", "Honduras", "Egypt")
_ISSUES = ("torture", "unfair trials", "death threats", "forced evictions")


@benchmark("case offers")
def case_offers() -> Iterator[Figure]:
    """The five best of 500 cases for one of 2,000 groups that hold one each; what they lack; a batch for all."""
    with section("case-offers") as app:
        ids = _fill(app)
        service.offer(app, ids[0])
        each = sorted(cpu(partial(service.offer, app, one)) * 1000 for one in ids[:_TRIED])
        worst = each[int(len(each) * 0.95)]
        yield Figure(title="offer, p50", value=each[len(each) // 2], unit="ms CPU")
        yield Figure(title="offer, p95", value=worst, unit="ms CPU", goal=f"{_OFFER:g}", met=worst <= _OFFER)
        yield Figure(title="what holdings lack", value=cpu(partial(minding.reminders, app)), unit="s CPU")
        yield Figure(title="a batch to look at", value=cpu(partial(service.batch, app)), unit="s CPU")


def _fill(app: App) -> list[int]:
    """Write down cases and groups with a wish or two, half of which hold a case, and return the groups."""
    random = Random(1)
    with app.change("benchmark: cases"):
        cases = [_case(app, random, number) for number in range(_CASES)]
    with app.change("benchmark: groups"):
        return [_group(app, random, number, cases) for number in range(_GROUPS)]


def _case(app: App, random: Random, number: int) -> int:
    draft = CaseDraft(
        name=f"Case {number}",
        country=random.choice(_COUNTRIES),
        gender=random.choice("fm"),
        concerns=(random.choice(_ISSUES),),
    )
    made = service.add(app, draft, Decided(state=Level.ACTIVE.value))
    service.decide(app, made.id, Decided(state=Stance.WORK.value))
    return made.id


def _group(app: App, random: Random, number: int, cases: list[int]) -> int:
    group = groups.add(app, GroupDraft(name=f"Group {number}", structure="local", fields={"capacity": "2"}))
    lead = contacts.add(app, ContactDraft(name=f"Lead {number}"))
    groups.join(app, group.contact_id, lead.id, role="casefile holder")
    service.wish(app, group.contact_id, Facet.REGION, random.choice(_COUNTRIES))
    service.wish(app, group.contact_id, Facet.GENDER, random.choice("fm"), random.choice((Mark.WISH, Mark.MUST)))
    if number % 2:
        day = app.clock.today().isoformat()
        held = {"group_id": group.contact_id, "case_id": random.choice(cases), "from_on": day, "report_on": day}
        holding = app.store.insert("case_holdings", held)
        app.store.insert("case_holders", {"holding_id": holding, "contact_id": lead.id, "from_on": day})
    return group.contact_id
