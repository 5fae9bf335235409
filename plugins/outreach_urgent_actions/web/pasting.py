"""Paste or drop: what an Urgent Action is taken for, put right and saved."""

from collections.abc import Mapping

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind, as_sent
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.forms import Shown, with_found
from outreach_crm.web.office import Answer, done, page
from outreach_urgent_actions.model import Audience
from outreach_urgent_actions.model import Kind as IssueKind
from outreach_urgent_actions.service import distributing, evidence, naming, pasting, rewriting
from outreach_urgent_actions.service.pasting import Proposal
from outreach_urgent_actions.service.rewriting import Read, Rewritten
from outreach_urgent_actions.web.pages import HERE, pages

MOST_BYTES = 8_000_000
"""How large what is pasted or dropped may be: a sheet has a page or two, an e-mail of one may carry files."""
FIND = "outreach_urgent_actions.service.evidence:find"
"""Where keywords are found by name."""
KINDS = {
    IssueKind.INITIAL: say("First issue"),
    IssueKind.FOLLOWUP: say("Update"),
    IssueKind.FINAL: say("Final one: nobody writes any more"),
    IssueKind.STOP: say("Stop: nobody may write any more, at once"),
    IssueKind.CORRECTION: say("Correction"),
    IssueKind.OTHER: say("Not about a case"),
}
"""What an issue can be, in words."""
AUDIENCES = {Audience.PUBLIC: say("Everybody"), Audience.MEMBERS: say("Members only")}
"""For whom a sheet is, in words."""
_ORIGINS = {
    "issued": say("As issued"),
    "proposed": say("Whom it is about"),
    "named": say("Also named in the text"),
}


@pages.form("/new", most_bytes=MOST_BYTES)
def new(app: App) -> Answer:
    """Take in an Urgent Action that has just arrived: first its text, then what it is taken for."""
    if request.method == "POST" and "subject" in request.form and "again" not in request.form:
        return _saved(app)
    form = asking.read(Field(key="text", label=say("Its text"), kind=Kind.LINES, hint=_HINT))
    if request.method == "POST" and not form.wrong:
        with asking.told(form, beside="text") as outcome:
            found = _read(app, form)
            return page(f"{HERE}/read.html", _first(app, found), **_context(app, found.proposal))
        form = outcome.form
    return page(f"{HERE}/new.html", form)


_HINT = say("Paste all of it, from its number to the deadline. Of a PDF: mark all of its text, copy it, paste it here.")


def _read(app: App, form: asking.Form) -> Read:
    dropped = request.files.get("file")
    if dropped and dropped.filename:
        return rewriting.read(app, dropped.read(), file=dropped.filename)
    return rewriting.read(app, form.text("text").encode())


def _first(app: App, found: Read) -> asking.Form:
    shown = []
    for one in _fields(app, found):
        given = as_sent(one.value)
        shown.append(Shown(with_found(app, one, {one.key: given}), given))
    return asking.Form(fields=tuple(shown), answers={}, sent=False)


def _saved(app: App) -> Answer:
    """Save what was put right, or show it again: with what is wrong, with what keywords were looked for, or checked."""
    sent = asking.read(Field(key="text", label=say("Its text"), kind=Kind.LINES))
    with asking.told(sent, beside="text") as first:
        found = rewriting.read(app, sent.text("text").encode())
        form, proposal = asking.read(*_fields(app, found)), found.proposal
        if form.ready:
            with asking.told(form) as outcome:
                draft = rewriting.draft_of(app, _rewritten(form))
                proposal = pasting.propose(app, draft)
                if "check" not in request.form:
                    return _done(app, pasting.save_pasted(app, draft, because=form.text("because")))
            form = outcome.form
        return page(f"{HERE}/read.html", form, **_context(app, proposal))
    return page(f"{HERE}/new.html", first.form)


def _done(app: App, saved: pasting.Pasted) -> Answer:
    issue = saved.issue
    told = say("Saved: {title}.", title=naming.title(app, issue))
    if issue.kind is IssueKind.OTHER:
        return done(told, url_for("urgent_actions.show_issue", issue_id=issue.id), change_id=issue.change_id)
    told = say("{saved} It goes {whom}.", saved=told, whom=distributing.to_whom(app, issue))
    return done(told, url_for("urgent_actions.preview", issue_id=issue.id), change_id=issue.change_id)


def _rewritten(form: asking.Form) -> Rewritten:
    said = {key: form.text(key) for key in ("subject", "case", "kind", "country", "concerns", "audience", "write-in")}
    said |= {key: form.text(key) for key in ("issued", "deadline", "index", "action", "ordinal")}
    return Rewritten(
        text=form.text("text"),
        fields={**said, "life-at-risk": "yes" if form.answer("life-at-risk") else "no"},
        chosen=form.answer("keyword"),
        people=form.text("people").splitlines(),
        appeals=form.text("appeals"),
        copies=form.text("copies"),
        language=form.text("language"),
    )


def _context(app: App, proposal: Proposal) -> dict[str, object]:
    return {"decided": evidence.decided(app, proposal), "known": proposal.known}


def _fields(app: App, found: Read) -> tuple[Field, ...]:
    notes = evidence.notes(app, found.proposal)
    return (
        Field(key="text", label=say("Its text"), kind=Kind.LINES, value=found.text),
        *fields_of(found.fields, notes),
        keyword_field(found, notes.get("keyword", "")),
        Field(key="people", label=say("Whom it is about"), kind=Kind.LINES, value=found.people, hint=_PEOPLE),
        Field(key="appeals", label=say("Appeals to"), kind=Kind.LINES, value=found.appeals, hint=_OFFICES),
        Field(key="copies", label=say("Copies to"), kind=Kind.LINES, value=found.copies, hint=_OFFICES),
        Field(
            key="language",
            label=say("Language of this text"),
            kind=Kind.TEXT,
            value=app.section.language,
            hint=say("Two letters: en, es; with a country where that matters: pt-BR."),
        ),
        Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT),
    )


_PEOPLE = say("One on each line: Ana Ruiz (f), 34, nurse.")
_OFFICES = say("The office or name in the first line, the address below; an empty line before the next one.")


def keyword_field(found: Read, note: str = "") -> Field:
    """Return the question for keywords: those of the text, each with where it stands."""
    choices = []
    for one in found.keywords:
        label = (
            one.written
            if one.label in {"", one.written}
            else say("{said} ({meant})", said=one.written, meant=one.label)
        )
        if not one.label:
            label = say("{said} (not in the thesaurus)", said=one.written)
        if one.where:
            label = say("{keyword}: “{where}”", keyword=label, where=one.where)
        choices.append(Choice(one.written, label, _ORIGINS[one.origin]))
    ticked = tuple(one.written for one in found.keywords if one.origin != "named")
    return Field(
        key="keyword",
        label=say("Keywords"),
        kind=Kind.SEVERAL_OF,
        value=ticked,
        choices=tuple(dict.fromkeys(choices)),
        find=FIND,
        hint=note or say("Whoever asked for one of these gets it; untick what it is not about."),
    )


def fields_of(now: Mapping[str, str], notes: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the questions for what an issue is, each with its answer as it is now and what is odd about that."""
    kinds = tuple(Choice(key.value, label) for key, label in KINDS.items())
    audiences = tuple(Choice(key.value, label) for key, label in AUDIENCES.items())
    hints = {**_HINTS, **notes}

    def text(key: str, label: str, kind: Kind = Kind.TEXT) -> Field:
        return Field(key=key, label=label, kind=kind, value=now[key], hint=hints.get(key, ""))

    return (
        text("subject", say("Subject")),
        text("case", say("Number of the case")),
        Field(
            key="kind", label=say("What it is"), kind=Kind.ONE_OF, value=now["kind"], choices=kinds, hint=hints["kind"]
        ),
        text("ordinal", say("Which update it is")),
        text("country", say("Countries")),
        Field(key="issued", label=say("Issued on"), kind=Kind.TEXT, value=now["issued"], hint=hints["issued"]),
        Field(key="deadline", label=say("Deadline"), kind=Kind.TEXT, value=now["deadline"], hint=hints["deadline"]),
        text("index", say("Index number")),
        text("concerns", say("Concerns as printed")),
        Field(key="audience", label=say("For whom it is"), kind=Kind.ONE_OF, value=now["audience"], choices=audiences),
        text("write-in", say("Language to write in")),
        text("action", say("What to ask for"), Kind.LINES),
        Field(
            key="life-at-risk",
            label=say("A life depends on it: it may exceed limits once"),
            kind=Kind.YES_NO,
            value=now["life-at-risk"] == "yes",
        ),
    )


_HINTS = {
    "case": say("As UA 205/01; several parted by semicolons."),
    "country": say("Several parted by semicolons."),
    "kind": "",
    "issued": say("As 2026-03-09."),
    "deadline": say("As 2026-03-09; empty for none."),
}
