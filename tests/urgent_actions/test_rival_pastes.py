"""Two coordinators who save the same Urgent Action at the same moment, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from outreach_crm.app import App
from outreach_crm.errors import ConflictError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Actor
from outreach_urgent_actions.service import read_pasted, save_pasted
from tests.urgent_actions.test_pasting import SHEET

_RIVALS = 4


def _save(app: App, name: str, at_once: Callable[[], object]) -> str:
    mine = app.as_actor(Actor(name=name))
    try:
        draft = read_pasted(mine, SHEET.encode()).draft
        at_once()
        save_pasted(mine, draft)
    except ConflictError:
        return "told"
    finally:
        mine.close()
    return "saved"


@pytest.mark.connections
def test_of_several_who_save_one_sheet_at_once_one_does_and_the_others_are_told(app: App) -> None:
    keywords.prepare(app)
    barrier = Barrier(_RIVALS)
    with ThreadPoolExecutor(_RIVALS) as pool:
        done = list(pool.map(lambda n: _save(app, f"Rival {n}", barrier.wait), range(_RIVALS)))
    assert sorted(done) == ["saved"] + ["told"] * (_RIVALS - 1)
    assert app.store.value("select count(*) as n from ua_issues") == 1
    assert app.store.value("select count(*) as n from ua_cases") == 1
