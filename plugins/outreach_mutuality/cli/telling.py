"""What commands say of a request: the facts of it, what is like it, and what takes a step back."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.cli import output
from outreach_crm.model import Ref
from outreach_mutuality import service
from outreach_mutuality.model.requests import NEXT, Request, State
from outreach_mutuality.service.precedents import Precedent


def undone_by(change_id: int) -> str:
    """Return by which command a step is taken back: ``take back: outreach undo 7``."""
    return f"take back: outreach undo {change_id}"


def facts(app: App, request: Request) -> None:
    """Print who asks, when and how it came, by when they need an answer, and whose of us it is."""
    today = app.clock.today().isoformat()
    late = " (late)" if request.is_late(today) else ""
    came = f"{request.received_on}{', ' if request.came_by else ''}{request.came_by}"
    files = ", ".join(one.name for one in attachments.of(app, Ref("mutuality_requests", request.id)))
    told = (
        ("Who asks", request.person),
        ("Came", came),
        ("Answer by", f"{request.deadline_on or ''}{late}"),
        ("Country", request.country),
        ("Money", request.money),
        ("Of us", request.owner),
        ("Files", files),
    )
    for label, text in told:
        if text:
            output.prose(f"{label}: {text}")
    for hint in service.hints(app, request):
        output.prose(f"Think of it: {hint}")


def next_steps(app: App, request: Request) -> None:
    """Print what is next with a request: a command, and of one that is answered the promises that are open."""
    for one in _next_steps(app, request):
        output.say(f"Next: outreach mutuality {one}")


def _next_steps(app: App, request: Request) -> Iterator[str]:
    if request.state in NEXT:
        yield f"{NEXT[request.state]} {request.id}"
    elif request.state is State.ANSWERED:
        yield from (f"kept {one.id}" for one in service.promises(app, request) if one.done_on is None)


def like_it(one: Precedent) -> str:
    """Return a like request in one line: whose it was, what they asked, what was decided and why, and what is alike."""
    decision, asked = one.decision, one.request
    told = f", {decision.told.rstrip('. ')}" if decision.told else ""
    return (
        f"Like request {asked.id} of {asked.contact}, {asked.line}: {decision.outcome} on {decision.decided_on}{told}"
        f" ({one.why})."
    )


def ways(app: App, request: Request) -> None:
    """Print by which commands the answer can leave: only where they can be reached and nothing is against it."""
    for one in service.ways(app, request.id):
        if not one.against:
            output.say(f"To send it: outreach mutuality answer {request.id} --channel {one.channel}")
