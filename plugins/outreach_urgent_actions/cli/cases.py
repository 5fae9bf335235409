"""Commands on cases: ``ua list``, ``ua show``, ``ua check``, ``ua close``, ``ua reopen``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.languages import language_name
from outreach_urgent_actions.model.issues import Issue, State
from outreach_urgent_actions.model.keywording import is_label
from outreach_urgent_actions.model.oddities import KINDS
from outreach_urgent_actions.model.responses import RESULTS, Came
from outreach_urgent_actions.model.shown import CaseLine, HowToWrite, Sent, ShownCase, ShownIssue
from outreach_urgent_actions.service import editing, mapping_again, naming, oddities, showing
from outreach_urgent_actions.service.finding import name_of

_STATES = click.Choice([one.value for one in State])


@click.command("list")
@click.option("--state", type=_STATES, default=None, help="Only those that are open, closed or stopped.")
@click.option("--year", metavar="YEAR", type=int, default=None, help="Only those numbered in a year.")
@click.option(
    "--keyword", default="", metavar="KEYWORD", help="Only those with a keyword or country, or a more specific one."
)
@limit_option(20)
@json_option
@with_app
def list_(app: App, state: str | None, year: int | None, keyword: str, limit: int) -> None:
    """List cases, the one with the latest message first."""
    found = showing.list_cases(app, state=state or "", year=year, keyword=keyword, limit=limit)
    columns: dict[str, output.Column] = {
        "Case": lambda one: one.ref if one.variant == 1 else f"{one.ref} ({one.variant})",
        "State": lambda one: one.state,
        "Issues": lambda one: one.issues,
        "From": lambda one: one.first_on,
        "To": lambda one: one.last_on,
        "Deadline": _deadline,
        "Subject": lambda one: one.subject,
    }
    output.records(
        found,
        columns,
        empty="There is no such case. To take one in: outreach ua paste; a log of them: outreach ua import",
    )


@click.command()
@click.argument("case")
@json_option
@with_app
def show(app: App, case: str) -> None:
    """Show a case: its chain, who got what, and what came back."""
    found = showing.show_case(app, case)
    output.record(found, lambda: _show(found))


@click.command()
@click.option("--kind", type=click.Choice([*KINDS]), default=None, help="Only what is odd in one way.")
@json_option
@with_app
def check(app: App, kind: str | None) -> None:
    """Say what is odd in the book, each message named; nothing is changed."""
    found = [one for one in oddities.check(app) if kind in {None, one.kind}]
    if output.wants_json():
        output.document(found)
        return
    for each in KINDS:
        those = [one for one in found if one.kind == each]
        if those:
            output.title(f"{KINDS[each].capitalize()}: {len(those):,}")
            output.table(["No.", "Message", ""], [[one.id, one.name, one.sentence] for one in those])
            output.say()
    output.say(f"{len(found):,} odd." if found else "Nothing is odd.")


@click.command()
@click.argument("case")
@click.option("--because", default="", help="Why; asked for where it was stopped.")
@json_option
@with_app
def reopen(app: App, case: str, because: str) -> None:
    """Open a case again that was closed or stopped."""
    found = editing.reopen(app, case, because=because)
    output.record(found, lambda: output.say(f"{name_of(found)} is open."))


@click.command()
@click.argument("case")
@because_option
@json_option
@with_app
def close(app: App, case: str, because: str) -> None:
    """Close a case: nobody is asked to write any more."""
    found = editing.close(app, case, because=because)
    output.record(found, lambda: output.say(f"{name_of(found)} is closed."))


@click.command()
@click.option("--map", "again", is_flag=True, help="Look them up again; the thesaurus may know them by now.")
@because_option
@json_option
@with_app
def unmapped(app: App, again: bool, because: str) -> None:
    """List keywords of Urgent Actions that are not in the thesaurus: nobody gets an issue for them."""
    found = mapping_again.map_again(app, because=because) if again else mapping_again.unmapped(app)
    columns: dict[str, output.Column] = {"Keyword": lambda one: one.keyword, "Issues": lambda one: one.uses}
    output.records(found, columns, empty="None has a meaning it did not have." if again else "All have a meaning.")


def _deadline(one: CaseLine) -> str | None:
    return one.deadline_on if one.state == State.OPEN else ""


def _show(found: ShownCase) -> None:
    _head(found)
    headings = ["No.", "Issued", "Kind", "Subject", "Deadline", "Sent", "Hours"]
    if found.issues:
        output.table(headings, [_line(one) for one in found.issues])
    for one in found.issues:
        words = [word.label or f"{word.written}?" for word in one.keywords if not is_label(word.written)]
        output.prose(f"Keywords of {one.issue.id}: {', '.join(dict.fromkeys(words)) or 'none'}")
    if found.how and (found.how.to or found.how.asking):
        _how(found.how)
    sent = [*(each for one in found.issues for each in one.sent), *found.notices]
    if sent:
        output.say()
        output.table(["Mailing", "By", "Sent", "To go", "Not delivered", "On"], [_sent(one) for one in sent])
    for back in found.back:
        told = f" ({back.told})" if back.kind == Came.APPEALS else ""
        output.say(f"{back.kind.capitalize()}: {back.n:,}{told}")
    for each in found.wrote:
        output.say(f"  {each.on_date or each.month}  {each.contact or each.sender}: {each.figures}")
    for each in found.told:
        what = "wrote back" if each.kind is Came.MAIL else RESULTS.get(each.result, "gave thanks")
        who = each.sender or each.contact
        output.prose(f"{each.on_date}  {who}: {what}{f'. {each.note}' if each.note else ''}", indent="  ")


def _head(found: ShownCase) -> None:
    since = f" since {found.case.state_on}" if found.case.state_on else ""
    because = f": {found.case.state_because}" if found.case.state_because else ""
    output.title(f"{found.name}, {found.case.state}{since}{because}")
    if found.others:
        output.say(f"Printed under the same number: {', '.join(found.others)}.")
    for hint in found.hints:
        output.prose(hint.sentence)
    for person in found.people:
        parts = (person.name, person.gender, person.age, person.occupation, person.outcome)
        output.say("About " + ", ".join(str(part) for part in parts if part))


def _how(how: HowToWrite) -> None:
    until = f", before {how.until_on}" if how.until_on else ""
    output.say()
    languages = ", ".join(language_name(one) for one in how.languages.replace(",", " ").split())
    output.title(f"How to write{f' (in {languages})' if languages else ''}{until}")
    for label, those in (("To", how.to), ("Copies to", how.copies)):
        for one in those:
            where = ", ".join(part for part in (*one.lines.splitlines(), one.email, one.fax) if part)
            begins = f" ({one.salutation})" if one.salutation else ""
            output.prose(f"{label + ':':11}{', '.join(filter(None, (one.name, where)))}{begins}", indent=" " * 11)
    for point in how.asking:
        output.prose(f"- {point}", indent="  ")


def _line(one: ShownIssue) -> list[object]:
    issue = one.issue
    got = sum(each.sent for each in one.sent) or ""
    hours = "" if one.hours is None else f"{one.hours:.0f}"
    day = f"{issue.issued_on} (inferred)" if issue.issued_inferred else issue.issued_on
    return [issue.id, day, _kind(issue), issue.subject, issue.deadline_on, got, hours]


def _kind(issue: Issue) -> str:
    members = ", members only" if issue.audience == "members" else ""
    return f"{naming.word(issue.kind, issue.ordinal)}{members}"


def _sent(one: Sent) -> list[object]:
    return [one.name, one.channel, one.sent, one.waiting, one.failed, (one.last_at or "")[:10]]
