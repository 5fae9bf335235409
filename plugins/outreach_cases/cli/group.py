"""The group of commands ``outreach cases``."""

import click

from outreach_cases.cli.action import action
from outreach_cases.cli.batching import batch
from outreach_cases.cli.belonging import file, link, note
from outreach_cases.cli.deciding import decide, level, stop
from outreach_cases.cli.doing import activities, activity, letters, prompt, report
from outreach_cases.cli.feedback import feedback
from outreach_cases.cli.giving import accept, agree, exchanges, offer, relinquish
from outreach_cases.cli.goals import goals
from outreach_cases.cli.handing_out import announce, send_casefile
from outreach_cases.cli.holding import coordinator, hand_over, held, holders, places
from outreach_cases.cli.importing import import_
from outreach_cases.cli.reading import list_, show
from outreach_cases.cli.requesting import answer, request, requests
from outreach_cases.cli.restricting import restrict
from outreach_cases.cli.signing_up import sign_up
from outreach_cases.cli.updating import seen, send_update, update, updates
from outreach_cases.cli.wishing import refuse, terms, wish
from outreach_cases.cli.writing import add, edit


@click.group()
def cases() -> None:
    """Long-term cases: their levels, what we decided, and what belongs to them."""


for _command in (
    accept,
    action,
    activities,
    activity,
    add,
    agree,
    announce,
    answer,
    batch,
    coordinator,
    decide,
    edit,
    exchanges,
    feedback,
    file,
    goals,
    hand_over,
    held,
    holders,
    import_,
    letters,
    level,
    link,
    list_,
    note,
    offer,
    places,
    prompt,
    refuse,
    relinquish,
    report,
    request,
    requests,
    restrict,
    seen,
    send_casefile,
    send_update,
    show,
    sign_up,
    stop,
    terms,
    update,
    updates,
    wish,
):
    cases.add_command(_command)
