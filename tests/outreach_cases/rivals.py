"""Several officers who do something at the same moment, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from attrs import frozen

from outreach_cases import service
from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.model import Actor

RIVALS = 4


@frozen
class Race:
    """What became of what several did: how many did it, and what the others were told.

    ``names`` are the kinds of the errors and ``done``, in order; ``told`` are their sentences, each once.
    """

    names: tuple[str, ...]
    told: frozenset[str]


def at_once(app: App, act: Callable[[App, int], object]) -> Race:
    """Let rivals do something at the same moment, and return what became of it."""
    barrier = Barrier(RIVALS)

    def one(n: int) -> OutreachError | None:
        mine = app.as_actor(Actor(name=f"Rival {n}"))
        try:
            service.listed(mine, service.asking(mine))
            barrier.wait()
            act(mine, n)
        except OutreachError as error:
            return error
        finally:
            mine.close()
        return None

    with ThreadPoolExecutor(RIVALS) as pool:
        outcomes = list(pool.map(one, range(RIVALS)))
    names = sorted("done" if one is None else type(one).__name__ for one in outcomes)
    return Race(tuple(names), frozenset(str(one) for one in outcomes if one is not None))


ONE_WINS = (*["ConflictError"] * (RIVALS - 1), "done")
"""What became of rivals of whom one did it, and all others were told that it is done."""
