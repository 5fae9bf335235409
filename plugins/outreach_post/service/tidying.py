"""Taking away the files of jobs of which nothing is in hand any more, so that names and addresses do not lie about."""

from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.text import say
from outreach_post.queries import jobs


@frozen(kw_only=True)
class Tidied:
    """Which files are gone, and which could not be taken away and why."""

    removed: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def tidy(app: App, *, because: str = "") -> Tidied:
    """Take away the files of jobs of which each sheet is posted or pulled, each line of calls logged or struck.

    A file that somebody has moved is theirs to take away.
    """
    removed, left = dict[int, str](), list[tuple[str, str]]()
    for row in jobs.done(app.store):
        try:
            Path(row["file"]).unlink(missing_ok=True)
            removed[row["id"]] = row["file"]
        except OSError as error:
            left.append((row["file"], error.strerror or say("cannot be taken away")))
    if removed:
        with app.change("tidy letters", because=because, final=True):
            jobs.gone(app.store, removed)
    return Tidied(removed=tuple(removed.values()), left=tuple(left))
