"""Exchanges of cases that a group could propose to another one: neither gets a case that fits it less; both agree."""

from outreach_cases.formulas.swapping import swaps
from outreach_cases.model.offers import Exchange
from outreach_cases.queries import pairing as queries
from outreach_cases.service.pairing import asking_group, open_cases, read_groups
from outreach_crm.app import App


def exchanges(app: App, group_id: int) -> list[Exchange]:
    """Return the exchanges that a group could propose, those that gain most first; nobody is moved by it (F12).

    Raises:
        NotFoundError: there is no such group.
        InvalidInputError: it is no group, has ended, or is in the trash.
    """
    group, _ = asking_group(app, group_id)
    rows = {str(one["group_id"]): one for one in queries.willing(app.store, app.clock.today().isoformat())}
    held = {str(number): [*map(str, own)] for number, own in queries.held(app.store).items() if str(number) in rows}
    book = open_cases(app, also={int(case) for own in held.values() for case in own})
    others = read_groups(app, [one for name, one in rows.items() if name in held])
    return [
        Exchange(
            gives_id=int(one.gives),
            gives=book.cases[int(one.gives)].called,
            group_id=int(one.group),
            group=rows[one.group]["name"],
            takes_id=int(one.takes),
            takes=book.cases[int(one.takes)].called,
            gain=one.gain,
        )
        for one in swaps(group, others, book.all, held)
    ]
