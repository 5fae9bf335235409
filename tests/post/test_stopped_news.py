"""A newsletter that is printed when a case is stopped of which it tells: it is kept back, and on the pull list."""

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import CHECKS
from outreach_crm.keywords import service as keywords
from outreach_crm.segments import service as segments
from outreach_crm.tasks import service as tasks
from outreach_post.queries import jobs
from outreach_post.service import handing
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import stopping
from tests.post.mailings import a_reader
from tests.urgent_actions.builders import add_issue


def test_whoever_stops_a_case_is_told_what_is_printed_of_it_apart_from_what_has_left(app: App) -> None:
    keywords.prepare(app)
    add_issue(app, "nurses", ref="UA 1/2026", deadline_on="2026-04-01")
    for name in ("Bar", "Cat", "Owl"):
        a_reader(app, name)
    segments.add(app, "Readers", ["kind=organisation"])
    drafted = dispatch.draft_newsletter(app, "medical", name="Spring", segment="Readers", channel="post").dispatch
    dispatch.check(app, drafted.id, [*CHECKS])
    dispatch.freeze(app, drafted.id, confirmed=True, because="they are few")
    dispatch.send(app, dispatch.begin(app, drafted.id).id)
    handing.handed(app, jobs.jobs(app.store, drafted.id, 1)[0].id, except_="2-3")

    stopped = stopping.stop(app, "UA 1/2026", Order(because="her family asks for silence"))

    title = "UA 1/2026 nurses, which is stopped"
    to_do = [
        f"Write to the reader of Spring: it told of {title}",
        f"Keep back the 2 copies of Spring that are in somebody's hand: it tells of {title}",
    ]
    assert [one.to_do for one in stopped.told_before] == to_do
    assert [one.title for one in tasks.list_tasks(app)] == to_do
    assert [one.name for one in handing.pull_list(app)] == ["Cat", "Owl"]
