"""The command ``ua paste``: shows what an Urgent Action is taken for, lets people correct it, and saves it."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, yes_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.text import say
from outreach_urgent_actions.cli.fields import field_options
from outreach_urgent_actions.model.drafts import Draft
from outreach_urgent_actions.model.issues import Kind
from outreach_urgent_actions.service import distributing, naming, pasting
from outreach_urgent_actions.service.correcting import FIELDS
from outreach_urgent_actions.service.finding import name_of
from outreach_urgent_actions.service.pasting import Pasted, Proposal

_KEYWORD, _WITHOUT = "keyword", "without"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@click.option("--keyword", "add", multiple=True, metavar="KEYWORD", help="A keyword to be added.")
@click.option("--without", multiple=True, metavar="KEYWORD", help="A keyword to be taken away.")
@click.option(
    "--language", default="", metavar="LANGUAGE", help="The language of its text: en, fr; else that of the section."
)
@field_options
@click.option("--dry-run", is_flag=True, help="Say what it is taken for, and save nothing.")
@yes_option
@because_option
@json_option
@with_app
def paste(
    app: App,
    file: Path,
    add: Sequence[str],
    without: Sequence[str],
    language: str,
    dry_run: bool,
    yes: bool,
    because: str,
    given: Mapping[str, str],
) -> None:
    """Take in an Urgent Action that has just arrived: its text or e-mail from FILE, or pasted (end with Ctrl-D).

    Its fields and keywords are proposed; options correct them, and on a terminal you are asked.
    """
    proposal = pasting.read_pasted(app, _content(file), file="" if str(file) == "-" else file.name)
    draft = pasting.corrected(app, proposal.draft, given, add=add, without=without, language=language)
    proposal = pasting.propose(app, draft)
    if dry_run:
        output.record(_document(proposal), lambda: _show(proposal))
        return
    if not yes:
        _show(proposal)
        proposal = _asked(app, proposal)
    saved = pasting.save_pasted(app, proposal.draft, because=because)
    output.record(saved, lambda: _tell(app, saved))


def _content(file: Path) -> bytes:
    if str(file) != "-":
        try:
            return file.read_bytes()
        except OSError as error:
            raise InvalidInputError(
                say("{file} cannot be read: {strerror}.", file=file.name, strerror=error.strerror)
            ) from None
    if sys.stdin.isatty():
        click.echo("Paste the Urgent Action, then press Ctrl-D on a line of its own.", err=True)
    return sys.stdin.buffer.read()


def _asked(app: App, proposal: Proposal) -> Proposal:
    """Let somebody correct a proposal field by field, until it is right."""
    if not sys.stdin.isatty():
        output.confirm("Save it like this?", yes=False)
    known = ", ".join([*FIELDS, _KEYWORD, _WITHOUT])
    while True:
        name = click.prompt("Save it (s), correct a field (its name), or leave it (q)", default="s", err=True).strip()
        if name == "q":
            raise click.Abort
        if name == "s":
            return proposal
        if name not in {*FIELDS, _KEYWORD, _WITHOUT}:
            click.echo(f"There is no such field; there are {known}.", err=True)
            continue
        said = click.prompt(f"{name} ({FIELDS.get(name, 'a keyword')})", default="", show_default=False, err=True)
        try:
            proposal = pasting.propose(app, _corrected(app, proposal.draft, name, said))
        except OutreachError as error:
            click.echo(output.plain(error), err=True)
            continue
        _show(proposal)


def _corrected(app: App, draft: Draft, name: str, said: str) -> Draft:
    if name == _KEYWORD:
        return pasting.corrected(app, draft, {}, add=[said])
    if name == _WITHOUT:
        return pasting.corrected(app, draft, {}, without=[said])
    return pasting.corrected(app, draft, {name: said})


def _document(proposal: Proposal) -> dict[str, object]:
    draft, planned = proposal.draft, [*proposal.plan.planned]
    return {
        "subject": draft.subject,
        "case_refs": [str(case) for case in draft.cases],
        "kind": draft.kind,
        "ordinal": draft.ordinal,
        "countries": list(draft.places),
        "issued": next((one.settled.on for one in planned), None),
        "deadline": draft.deadline_on,
        "concerns": draft.concerns,
        "index": draft.index_number,
        "audience": draft.audience,
        "write_in": draft.write_in,
        "language": next((language for language, _, _ in draft.texts), ""),
        "action": draft.action,
        "life_at_risk": draft.life_at_risk,
        "keywords": list(draft.keywords),
        "proposed_keywords": list(draft.added),
        "unmapped": list(proposal.unmapped),
        "people": list(draft.people),
        "addressees": list(draft.addressees),
        "known": proposal.known,
        "problems": list(proposal.odd),
    }


def _show(proposal: Proposal) -> None:
    draft = proposal.draft
    told = _document(proposal)
    rows: list[list[object]] = [
        ["subject", draft.subject],
        ["case", "; ".join(str(case) for case in draft.cases) or "none found"],
        ["kind", naming.word(draft.kind, draft.ordinal)],
        ["country", "; ".join(_country(proposal, place) for place in draft.places)],
        ["issued", told["issued"]],
        ["deadline", draft.deadline_on],
        ["index", draft.index_number],
        ["concerns", draft.concerns],
        ["audience", draft.audience],
        ["write-in", draft.write_in],
        ["action", " / ".join(draft.action.split("\n"))[:200]],
        ["life-at-risk", "yes" if draft.life_at_risk else "no"],
        ["keywords", ", ".join(_with_meaning(proposal, text) for text in draft.keywords)],
        ["added keywords", ", ".join(draft.added)],
        ["people", "; ".join(_person(draft))],
        ["appeals to", "; ".join(one.name for one in draft.addressees if not one.copy)],
    ]
    output.table(["Field", "Taken for"], rows)
    if proposal.known is not None:
        output.say(f"It is in the book already, as number {proposal.known}.")
    for one in proposal.odd:
        output.prose(f"Note: {one.sentence}")


def _country(proposal: Proposal, place: str) -> str:
    keyword = proposal.plan.meant.get(place)
    return keyword.label if keyword else place


def _person(draft: Draft) -> list[str]:
    return [
        ", ".join(str(part) for part in (one.name, one.gender, one.age, one.occupation) if part) for one in draft.people
    ]


def _with_meaning(proposal: Proposal, text: str) -> str:
    keyword = proposal.plan.meant.get(text)
    return f"{text} (not in the thesaurus)" if keyword is None else f"{text} ({keyword.label})"


def _tell(app: App, saved: Pasted) -> None:
    cases = ", ".join(name_of(case) for case in saved.cases) or "no case"
    output.say(f"Saved as number {saved.issue.id}: {naming.word(saved.issue.kind, saved.issue.ordinal)} of {cases}.")
    for one in saved.odd:
        output.prose(f"Note: {one.sentence}")
    if saved.issue.kind is not Kind.OTHER:
        to = distributing.to_whom(app, saved.issue)
        output.prose(f"It goes {to}: outreach ua send {saved.issue.id}")
