"""Counts what may be done so often only, in one place for all processes; what is counted is kept as a keyed digest."""

import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.limits import queries
from outreach_crm.limits.model import Limit


def count(app: App, *limits: Limit, times: int = 1) -> int:
    """Count that something is done, and return how long to wait where that is too often; what is refused counts not.

    Args:
        app: the App.
        limits: what is done; where one of them is reached, none is counted.
        times: how often it was done.

    Returns:
        In how many seconds it may be done again; 0 where it may be done now.
    """
    keys = [_key(app, one) for one in limits]
    if wait := _wait(app, keys, limits):  # whoever goes on and on writes nothing
        return wait
    now = app.clock.now()
    with app.store.write():
        if wait := _wait(app, keys, limits):
            return wait
        queries.clear(app.store)
        for key, one in zip(keys, limits, strict=True):
            queries.count(app.store, key, times, timestamp(now + timedelta(seconds=one.seconds)))
    return 0


def forget(app: App, *limits: Limit) -> None:
    """Count from the beginning again."""
    with app.store.write():
        queries.forget(app.store, json.dumps([_key(app, one) for one in limits]))


def sweep(app: App) -> None:
    """Let go of what no longer counts."""
    with app.store.write():
        queries.clear(app.store)


def _wait(app: App, keys: Sequence[str], limits: Sequence[Limit]) -> int:
    found = queries.there(app.store, json.dumps(keys))
    full = [found[key][1] for key, one in zip(keys, limits, strict=True) if key in found and found[key][0] >= one.times]
    if not full:
        return 0
    left = datetime.fromisoformat(max(full)) - app.clock.now()
    return max(1, ceil(left.total_seconds()))


def _key(app: App, one: Limit) -> str:
    return hmac.digest(app.secret("limits"), json.dumps(one.what).encode(), "sha256").hex()[:32]
