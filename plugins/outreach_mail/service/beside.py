"""What of e-mail takes longer than a page may: trying the server, and taking in what came back."""

from outreach_crm.app import App
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.text import row, say
from outreach_mail.model.returns import SAID, Fetched, Kind
from outreach_mail.service import fetching, looking

_PROBLEMS = 3


def try_server(app: App, progress: Progress) -> Result:
    """Go all the way to where the server takes messages; nothing is sent.

    Raises:
        DeliveryError: there is no server, or it cannot be used; the sentence says why.
    """
    tried = looking.check(app)
    told = [say("{server}:{port} takes messages from us.", server=tried.server, port=tried.port)]
    if not tried.secret:
        told.append(say("Everything goes in the open: the connection is not secret."))
    if not tried.sender:
        told.append(say("Nobody said yet who writes: sender under [mail]."))
    if not tried.to_leave:
        told.append(say("Nothing in a message says how to leave: set [web] address, or [mail] return_path."))
    return Result(sentence=row(told, " "), path="/mail/settings")


def fetch(app: App, progress: Progress) -> Result:
    """Take in what came back, from the inbox of the settings; run again, it looks at each mail once.

    Raises:
        InvalidInputError: there is no inbox.
        DeliveryError: it cannot be reached, or does not let us in.
    """
    inbox = fetching.open_inbox(app)
    try:
        total, done = inbox.count(), 0

        def note(n: int) -> None:
            nonlocal done
            done += n
            progress(done, total)

        found = fetching.fetch(app, inbox, progress=note)
    finally:
        inbox.close()
    return Result(sentence=told(found), path="/mail/returns")


def told(found: Fetched) -> str:
    """Return in sentences what a look into the inbox came to."""
    kinds = {one.value: one for one in Kind}
    counts = [say("{n} {what}", n=n, what=SAID[kinds[kind]]) for kind, n in found.counts.items() if n and kind in kinds]
    parts: list[str] = [say("It came back: {what}.", what=row(counts)) if counts else say("Nothing new came back.")]
    if found.marked:
        parts.append(say("Marked as wrong: {n}.", n=found.marked))
    if found.settled:
        parts.append(say("No longer in doubt: {n}.", n=found.settled))
    parts += [say("{name} was paused: too many of its addresses do not exist.", name=one) for one in found.paused]
    parts += [one.told for one in found.problems[:_PROBLEMS]]
    return row(parts, " ")
