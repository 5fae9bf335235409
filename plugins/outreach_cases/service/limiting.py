"""Says how many groups shall and may work on a case."""

from outreach_cases.model.settings import CasesSettings
from outreach_cases.queries import holdings as queries
from outreach_cases.queries import pairing as pairs
from outreach_cases.service.accepting import wrong
from outreach_cases.service.finding import get
from outreach_cases.service.pairing import limits_of
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.text import say, term


def limits(app: App, case_id: int) -> tuple[int, int]:
    """Return how many groups shall work on a case, and how many may.

    Raises:
        NotFoundError: there is no such case.
    """
    get(app, case_id)
    return limits_of(pairs.limits(app.store, [case_id])[case_id], app.settings.of("cases", CasesSettings))


def own_limits(app: App, case_id: int) -> tuple[int | None, int | None]:
    """Return what is said of a case itself: how many groups shall work on it, and how many may; None: nothing.

    Raises:
        NotFoundError: there is no such case.
    """
    get(app, case_id)
    found = pairs.limits(app.store, [case_id])[case_id]
    return found["least"], found["most"]


def usual_limits(app: App) -> tuple[int, int]:
    """Return how many groups shall work on a case of which nothing is said, and how many may."""
    settings = app.settings.of("cases", CasesSettings)
    return settings.least, settings.most


def set_limits(
    app: App, case_id: int, least: int | None, most: int | None, *, version: int | None = None, because: str = ""
) -> tuple[int, int]:
    """Write down how many groups shall and may work on a case; None: as the settings say.

    Args:
        app: the App.
        case_id: the case.
        least: so many shall.
        most: so many may.
        version: the ``change_id`` of the case that whoever sets them saw; None: whatever it is.
        because: why.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: more shall than may work on it, fewer may than do, or a number cannot be.
        ConflictError: somebody else changed the case meanwhile.
    """
    with app.change(term("set groups of case"), because=because):
        case = get(app, case_id)
        journal.check_version(app, case.called, case.change_id, seen=version)
        if least is not None and least < 0:
            raise wrong("least", say("No fewer than 0 groups can work on a case."))
        if most is not None and most < 1:
            raise wrong(
                "most", say("At least 1 group may work on a case; to keep groups from it, decide not to work on it.")
            )
        there = len(queries.open_rows(app.store, case_id))
        if most is not None and most < there:
            raise wrong(
                "most", say("{case} has {there} already; nobody is taken off it.", case=case.called, there=there)
            )
        if least is not None and most is not None and least > most:
            raise wrong(
                "least", say("{least} groups shall and {most} may work on it; that cannot be.", least=least, most=most)
            )
        app.store.update("cases", case_id, {"least": least, "most": most})
        return limits(app, case_id)
