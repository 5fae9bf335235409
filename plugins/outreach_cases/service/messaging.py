"""Drafts messages about casework, each to one contact, and lets them leave; clearance has its say."""

from collections.abc import Mapping, Sequence
from datetime import date

from outreach_cases.model.leaving import Left
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Draft, Text
from outreach_crm.languages import day_in
from outreach_crm.model import Ref
from outreach_crm.text import literal, row

_PURPOSE = "answers"  # they asked for the case


def drafted(app: App, name: str, subject: str, lines: Sequence[str], ref: Ref, channel: str, place: str) -> Draft:
    """Return a draft of its own name.

    Args:
        app: the App.
        name: what it is called, without names of persons, which would stay when they are erased.
        subject: its subject.
        lines: what it says.
        ref: what it is about.
        channel: by what it goes.
        place: where the channel puts it, such as a folder.
    """
    return Draft(
        name=dispatch.free_name(app, f"{name}, {ref.id}"),
        purpose=_PURPOSE,
        texts=(Text(language=app.section.language, subject=literal(subject), body=literal("\n".join(lines))),),
        channel=channel,
        place=place,
        ref=ref,
        signed_up=True,
    )


def written_day(app: App, on: date | str) -> str:
    """Return a day, or one as the database has it (ISO 8601), as it stands in a message: ``2 April 2026``."""
    return day_in(date.fromisoformat(on) if isinstance(on, str) else on, app.section.language)


def let_leave(app: App, made: Mapping[int, str]) -> Left:
    """Let messages leave now, and return to whom one left and why another has not.

    Args:
        app: the App.
        made: the messages by their numbers, and to whom each goes, by name.
    """
    return left_by({name: dispatch.send(app, number) for number, name in made.items()})


def left_by(runs: Mapping[str, dispatch.Sent]) -> Left:
    """Return what became of messages, by the name of whom each is for: one that a server put off has not left."""
    return Left(
        to=tuple(name for name, run in runs.items() if run.sent),
        waiting={name: _why(run) for name, run in runs.items() if not run.sent},
        notes=tuple(dict.fromkeys(note for run in runs.values() for note in run.notes)),
    )


def _why(run: dispatch.Sent) -> str:
    """Return what keeps a message, and how it goes on: the first sentence counts, and the last says where to look."""
    first, *further = (one for one in run.told[:-1] if one not in run.notes)
    return row(further, " ") if further else first
