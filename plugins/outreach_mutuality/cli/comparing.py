"""Prints whether like requests were treated alike: by kind and sector, where decisions departed, and who got what."""

from collections.abc import Iterable

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_mutuality import service
from outreach_mutuality.model.balances import Consistency, Share

# So many departures, and so many organisations of a kind, are read at a glance; --json has all.
_FEW = 8
_TREATED: dict[str, output.Column] = {
    "Kind": lambda one: one.kind,
    "Sector": lambda one: one.name or "all",
    "Met": lambda one: one.met,
    "Something else": lambda one: one.offered,
    "Declined": lambda one: one.declined,
}


def show(app: App) -> None:
    """Print whether like requests were treated alike."""
    found = service.consistency(app, None if output.wants_json() else _FEW)
    output.record(found, lambda: _print(found))


def _print(found: Consistency) -> None:
    output.records(found.treated, _TREATED, empty="Nothing was decided yet.")
    for kind in found.mixed:
        came_to = (
            ("met", kind.met, [(one, one.met) for one in kind.met_for]),
            ("something else", kind.offered, [(one, one.offered) for one in kind.offered_for]),
            ("declined", kind.declined, [(one, one.declined) for one in kind.declined_for]),
        )
        told = [one for one in came_to if one[1]]
        output.say(f"\n{kind.kind.label}: {', '.join(f'{n} {what}' for what, n, _ in told)}")
        for what, _, shares in told:
            output.prose(f"{what} for {_those(shares)}", indent="  ")
        if kind.more:
            output.say(f"and {kind.more} more organisations")
    if found.departures:
        output.say("\nOther than on like requests, the latest first:")
    for one in found.departures:
        output.prose(
            f"- {one.decided_on}, request {one.request_id} of {one.contact} ({one.kind.label}): {one.outcome.label},"
            f" {one.departs} ({one.decided_by})",
            indent="  ",
        )


def _those(shares: Iterable[tuple[Share, int]]) -> str:
    """Return who got so many: ``Dockers' Union (Trade unions) 2, Bakers``."""
    told = []
    for one, times in shares:
        sectors = f" ({', '.join(one.sectors)})" if one.sectors else ""
        told.append(f"{one.contact}{sectors}{f' {times} times' if times > 1 else ''}")
    return ", ".join(told) or "others"
