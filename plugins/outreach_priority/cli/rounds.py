"""Commands of rounds: ``forms open list advisers close again withdraw feedback``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.text import count
from outreach_priority import service
from outreach_priority.cli.rules import rules_options
from outreach_priority.model import Assessment, AssessmentDraft, Questionnaire, Rules
from outreach_priority.model.feedback import Feedback, ItemFeedback
from outreach_priority.service.feedback import verdict
from outreach_priority.service.opening import organisations_of
from outreach_priority.service.wording import percent

_UNTIL = click.option(
    "--until", "due_on", default="", metavar="DAY", help="The deadline: 2026-05-01, 2w; else in two weeks."
)
_LIST: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Assessment": lambda one: one.title,
    "Group": lambda one: one.group,
    "Form": lambda one: one.questionnaire.key,
    "Round": lambda one: one.round,
    "State": lambda one: one.state.label,
    "Until": lambda one: one.due_on,
}
_ADVISERS: dict[str, output.Column] = {
    "Seat": lambda one: one.seat,
    "Adviser": lambda one: one.adviser or "(not shown)",
    "Role": lambda one: one.role,
    "Sheet": lambda one: one.state.label,
    "Rated": lambda one: one.rated or "",
    "On": lambda one: f"{(one.handed_in_at or '')[:10]}{', late' if one.late else ''}",
}


@click.command()
@click.argument("form", default="")
@json_option
@with_app
def forms(app: App, form: str) -> None:
    """Show the forms there are, or all questions of one FORM with what their numbers mean."""
    there = service.all_questionnaires(app)
    if form:
        from outreach_priority.service import questionnaires

        one = questionnaires.get(app, form)
        output.record(one, lambda: _print_form(one))
        return
    columns: dict[str, output.Column] = {
        "": lambda one: one.key,
        "Form": lambda one: one.title,
        "Questions": lambda one: len(one.items),
        "What it is": lambda one: one.about,
    }
    output.records([*there.values()], columns, empty="There is no form.")


def _print_form(form: Questionnaire) -> None:
    output.title(form.title)
    output.prose(form.about)
    for item in form:
        output.say(f"\n{item.key}  {item.title} ({item.analysis.label})")
        for step, anchor in enumerate(item.anchors):
            if anchor:
                output.say(f"    {step}  {anchor}")


@click.command("open")
@click.argument("title", default="")
@click.option(
    "--group", default="", metavar="GROUP", help="The advisory group: its advisers are asked, else all its members."
)
@click.option(
    "--adviser", "advisers", multiple=True, metavar="CONTACT", help="Somebody who is asked, in place of the group's."
)
@click.option("--sector", "sectors", multiple=True, metavar="SECTOR", help="A sector to be judged; else all there are.")
@click.option(
    "--organisation",
    "organisations",
    multiple=True,
    metavar="CONTACT",
    help="An organisation to be judged, of one --sector.",
)
@click.option(
    "--organisations-of",
    "whole",
    default="",
    metavar="SECTOR",
    help="Judge all organisations of this sector, instead of sectors.",
)
@click.option(
    "--form",
    default="short",
    show_default=True,
    help="Which questions: outreach priority forms lists them; or a file of your own (.toml).",
)
@_UNTIL
@rules_options
@because_option
@json_option
@with_app
def open_(app: App, whole: str, rules: Rules, because: str, **said: str | tuple[str, ...]) -> None:
    """Open an assessment: open "Priorities 2027" --group "Advisory Group" --until 3w.

    The rules are fixed now, before anybody rates; each adviser gets a sheet: outreach priority sheet.
    """
    if whole:
        said |= {"sectors": (whole,), "organisations": organisations_of(app, whole)}
    draft = AssessmentDraft(rules=rules, **said)  # type: ignore[arg-type]
    opened = service.open_assessment(app, draft, because=because)
    output.record(opened, lambda: _print_opened(app, opened))


def _print_opened(app: App, opened: Assessment) -> None:
    asked, what = len(service.sheets_of(app, opened)), "organisation" if opened.sector else "sector"
    output.say(
        f"Opened: assessment {opened.id}, {opened.title}. {count(asked, '{n} adviser is', '{n} advisers are')}"
        f" asked about {count(len(opened.judged), f'{{n}} {what}', f'{{n}} {what}s')} until {opened.due_on}."
    )
    if asked < opened.rules.least:
        output.say(f"Fewer than {opened.rules.least} advisers are thin ground: every value will say so.")
    output.say(f"Their sheets as files: outreach priority sheet {opened.id}")


@click.command("list")
@json_option
@with_app
def list_(app: App) -> None:
    """List assessments, the latest first."""
    output.records(service.listed(app), _LIST, empty="No assessment yet: outreach priority open TITLE --group GROUP")


@click.command()
@click.argument("assessment")
@click.option(
    "--add", "person", default="", metavar="CONTACT", help="Ask a further person, or one anew who had withdrawn."
)
@click.option("--role", default="", help="In which role they judge.")
@because_option
@json_option
@with_app
def advisers(app: App, assessment: str, person: str, role: str, because: str) -> None:
    """Show who is asked in the round of an ASSESSMENT and how far they are; never what they say."""
    found = service.resolve(app, assessment)
    if person:
        sheet = service.ask(app, found.id, person, role=role, because=because)
        output.record(sheet, lambda: output.say(f"Asked: {sheet.adviser}, as adviser {sheet.seat}."))
        return
    sheets = [one for one in service.sheets_of(app, found) if one.round == found.round]
    output.records(sheets, _ADVISERS, empty="Nobody is asked.")
    if not output.wants_json():
        whole = service.asked_for(found)
        output.say(
            f"\nRound {found.round}, {found.state.label}, until {found.due_on}; a whole sheet has {whole} ratings."
        )


@click.command()
@click.argument("assessment")
@click.option("--early", is_flag=True, help="Also while sheets are out and the deadline is ahead.")
@because_option
@json_option
@with_app
def close(app: App, assessment: str, early: bool, because: str) -> None:
    """End the round of an ASSESSMENT: what was said can be read from now on. This cannot be undone."""
    closed = service.close(app, service.resolve(app, assessment).id, early=early, because=because)
    output.record(closed, lambda: _print_closed(app, closed))


def _print_closed(app: App, closed: Assessment) -> None:
    n = len(service.counted(app, closed))
    output.say(f"Closed: round {closed.round} of {closed.title}; {count(n, '{n} sheet counts', '{n} sheets count')}.")
    output.say(f"What advisers are told: outreach priority feedback {closed.id}")


@click.command()
@click.argument("assessment")
@_UNTIL
@because_option
@json_option
@with_app
def extend(app: App, assessment: str, due_on: str, because: str) -> None:
    """Give more time for the sheets of an ASSESSMENT."""
    later = service.extend(app, service.resolve(app, assessment).id, due_on=due_on, because=because)
    told = f"Sheets of {later.title}, round {later.round}, are asked for until {later.due_on}."
    output.record(later, lambda: output.say(told))


@click.command()
@click.argument("assessment")
@_UNTIL
@because_option
@json_option
@with_app
def again(app: App, assessment: str, due_on: str, because: str) -> None:
    """Open a further round of an ASSESSMENT; each sheet begins with what its adviser said before."""
    opened = service.again(app, service.resolve(app, assessment).id, due_on=due_on, because=because)
    told = f"Opened: round {opened.round} of {opened.title}, until {opened.due_on}."
    output.record(opened, lambda: output.say(told))


@click.command()
@click.argument("assessment")
@click.argument("what")
@because_option
@json_option
@with_app
def withdraw(app: App, assessment: str, what: str, because: str) -> None:
    """Take out WHAT is judged (a sector, an organisation) or the sheet of an adviser, by the number of the seat."""
    found = service.resolve(app, assessment)
    if what.isdecimal():
        sheet = service.withdraw_sheet(app, service.sheet_of_seat(app, found, int(what)).id, because=because)
        output.record(sheet, lambda: output.say(f"Withdrawn: the sheet of adviser {sheet.seat} counts for nothing."))
        return
    left = service.withdraw_subject(app, found.id, what, because=because)
    titles = ", ".join(one.title for one in left.judged)
    output.record(left, lambda: output.prose(f"Withdrawn. {left.title} judges: {titles}."))


@click.command()
@click.argument("assessment")
@click.option("--seat", type=int, help="Also the answers of the adviser of this seat.")
@click.option("--all", "everything", is_flag=True, help="Every question, not only those to be discussed.")
@json_option
@with_app
def feedback(app: App, assessment: str, seat: int | None, everything: bool) -> None:
    """Show how the answers of a closed round lie, and what to discuss; never who said what."""
    told = service.give_feedback(app, service.resolve(app, assessment), seat)
    output.record(told, lambda: _print_feedback(told, everything=everything))


def _print_feedback(told: Feedback, *, everything: bool) -> None:
    whose = f", for adviser {told.seat}" if told.seat else ""
    output.title(f"{told.title}: feedback on round {told.round}{whose}")
    output.say(f"{told.advisers} of {told.asked} advisers count.")
    if told.changed is not None:
        output.say(f"{percent(told.changed)} % of the ratings changed since the round before.")
    wanted = [(one.subject, one.item) for one in told.discuss]
    if told.discuss:
        by = "by the weights that were set" if told.weights_set else "all weights equal, nobody has set any"
        output.say(f"\nTo discuss, most consequential first ({by}):")
        for number, flag in enumerate(told.discuss, 1):
            apart = f"quartiles {flag.iqr:g} steps apart" if flag.iqr is not None else "nobody rated it"
            output.prose(
                f"  {number}. {flag.title}: {apart}, {percent(flag.share_dont_know)} % do not know", indent="     "
            )
    for one in told.items:
        if everything or told.seat or (one.subject.key, one.item.key) in wanted:
            _print_item(one)
    output.say()
    output.say(verdict(told))
    if told.worth_another:
        output.say(f"To open a further round: outreach priority again {told.assessment_id}")


def _print_item(one: ItemFeedback) -> None:
    output.say(f"\n{one.subject.title}: {one.item.title}")
    if one.own is not None:
        output.say(f"  you said {'?' if one.own.rating is None else one.own.rating}")
    if one.median is not None:
        output.say(f"  median {one.median:g}, quartiles {one.q1:g} to {one.q3:g}; {one.dont_know} do not know")
    for step, n in enumerate(one.histogram):
        output.say(f"  {step} {'■' * n}{' ' if n else ''}{one.item.anchors[step]}".rstrip())
    for reason in one.reasons:
        output.prose(f"  “{reason.text}” ({'?' if reason.rating is None else reason.rating})", indent="   ")
