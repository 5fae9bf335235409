"""The page of an issue, and putting it right."""

from flask import url_for

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import fold, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_crm.web.wording import language_name
from outreach_urgent_actions.model import Kind as IssueKind
from outreach_urgent_actions.model.keywording import is_label
from outreach_urgent_actions.model.shown import ShownIssue
from outreach_urgent_actions.service import editing, finding, naming, rewriting, showing
from outreach_urgent_actions.service.correcting import check_fields
from outreach_urgent_actions.service.editing import Edit
from outreach_urgent_actions.web.pages import HERE, day, pages
from outreach_urgent_actions.web.pasting import AUDIENCES, FIND, KINDS, MOST_BYTES, fields_of

_ORIGINS = {"issued": say("As issued"), "added": say("Added"), "place": say("Where")}


@pages.look("/issues/<int:issue_id>")
def show_issue(app: App, issue_id: int) -> Answer:
    """Show an issue: what it is, its keywords, texts and addressees."""
    found = showing.shown_issues(app, [finding.get_issue(app, issue_id)])[0]
    return page(
        f"{HERE}/issue.html",
        found=found,
        issue=found.issue,
        name=naming.title(app, found.issue),
        cases=finding.cases_of(app, issue_id),
        kind=KINDS.get(found.issue.kind, say("Publication")),
        audience=AUDIENCES[found.issue.audience],
        words=[one for one in found.keywords if not is_label(one.written)],
        day=day,
    )


@pages.form("/issues/<int:issue_id>/edit", most_bytes=MOST_BYTES)
def edit(app: App, issue_id: int) -> Answer:
    """Put an issue right: its fields, keywords and text."""
    found = showing.shown_issues(app, [finding.get_issue(app, issue_id)])[0]
    there, path = _there(app, found), url_for("urgent_actions.show_issue", issue_id=issue_id)
    form = asking.read(*_fields(app, found, there), version=found.issue.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            changes = _changes(app, found, there, form)
            if changes == Edit(version=form.seen):
                return done(say("It is as it was."), path)
            made = editing.edit(app, str(issue_id), changes, because=form.text("because"))
            return done(say("{title} was changed.", title=naming.title(app, made)), path, change_id=made.change_id)
        form = outcome.form
    title = say("Put {issue} right", issue=naming.title(app, found.issue))
    return page("web/form.html", form, title=title, back=path)


def _there(app: App, found: ShownIssue) -> dict[str, str]:
    """Return what an issue is, field by field, as somebody would write it."""
    issue = found.issue
    return {
        "subject": issue.subject,
        "case": "; ".join(case.ref for case in finding.cases_of(app, issue.id)),
        "kind": issue.kind.value,
        "ordinal": str(issue.ordinal or ""),
        "country": "; ".join(
            rewriting.places(app, (one.keyword_id for one in found.keywords if one.origin == "place"))
        ),
        "issued": issue.issued_on or "",
        "deadline": issue.deadline_on or "",
        "index": issue.index_number,
        "concerns": issue.concerns,
        "audience": issue.audience.value,
        "write-in": issue.write_in,
        "action": issue.action,
        "life-at-risk": "yes" if issue.life_at_risk else "no",
    }


def _fields(app: App, found: ShownIssue, there: dict[str, str]) -> tuple[Field, ...]:
    about = fields_of(there, {})
    if found.issue.kind is IssueKind.PUBLICATION:
        about = tuple(one for one in about if one.key not in {"case", "kind", "ordinal"})
    words = [one for one in found.keywords if one.origin != "place"]
    return (
        *about,
        Field(
            key="keyword",
            label=say("Keywords"),
            kind=Kind.SEVERAL_OF,
            value=tuple(one.written for one in words),
            choices=tuple(Choice(one.written, _said(one.written, one.label), _ORIGINS[one.origin]) for one in words),
            find=FIND,
        ),
        Field(key="people", label=say("Further people it is about"), kind=Kind.LINES, hint=_PEOPLE),
        Field(
            key="text",
            label=say("Its text ({language})", language=language_name(app.section.language)),
            kind=Kind.LINES,
            value=_text(app, found),
        ),
        Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT),
    )


_PEOPLE = say("One on each line: Ana Ruiz (f), 34, nurse.")


def _said(written: str, label: str) -> str:
    if not label:
        return say("{said} (not in the thesaurus)", said=written)
    return written if fold(label) == fold(written) else say("{said} ({meant})", said=written, meant=label)


def _text(app: App, found: ShownIssue) -> str:
    return next((one.body for one in found.texts if one.language == app.section.language), "")


def _changes(app: App, found: ShownIssue, there: dict[str, str], form: asking.Form) -> Edit:
    """Return what differs between an issue and what somebody says of it."""
    said = {key: form.text(key) for key in there if key in form.answers and key != "life-at-risk"}
    said["life-at-risk"] = "yes" if form.answer("life-at-risk") else "no"
    fields = {key: text for key, text in said.items() if text.split() != there[key].split()}
    check_fields(app, fields)
    before = {one.written for one in found.keywords if one.origin != "place"}
    chosen, language = set(form.answer("keyword")), app.section.language
    body = form.text("text")
    texts = {} if body.split() == _text(app, found).split() else {language: (said["subject"], body)}
    return Edit(
        fields=fields,
        add=sorted(chosen - before),
        without=sorted(before - chosen),
        texts=texts,
        people=tuple(filter(None, map(str.strip, form.text("people").splitlines()))),
        version=form.seen,
    )
