"""Pages for what is new on a case: an update is written, sent to all who hold the case, and seen to be read."""

from flask import url_for

from outreach_cases import service
from outreach_cases.model.updates import UpdateKind
from outreach_cases.web.blueprint import home, pages
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import beginning, row, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


@pages.form("/<int:case_id>/update")
def update(app: App, case_id: int) -> Answer:
    """Write down what is new on a case."""
    case = service.get(app, case_id)
    kinds = tuple(Choice(one.value, beginning(one.label)) for one in UpdateKind)
    to = say("With other addressees, those of the case stand below what you write.")
    form = asking.read(
        Field(key="kind", label=say("About what"), kind=Kind.ONE_OF, choices=kinds, value=kinds[0].key, hint=to),
        Field(key="text", label=say("What is new"), kind=Kind.LINES, needed=True),
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            made = service.update(app, case_id, form.text("text"), UpdateKind(form.text("kind")))
            return done(say("Kept; now send it."), _here(made.id), change_id=made.change_id)
        form = outcome.form
    title = say("What is new on {case}", case=case.called)
    return page("web/form.html", form, title=title, label=say("Keep it"), back=home(case_id))


@pages.look("/updates/<int:update_id>")
def update_shown(app: App, update_id: int) -> Answer:
    """Show an update, and who has read it."""
    found = service.get_update(app, update_id)
    told = {one.holder_id for one in found.receipts}
    there = service.holders_of(app, found.case_id)
    left = [one for one in there if one.holder is None or one.holder.id not in told]
    return page("outreach_cases/update.html", found=found, left=left)


@pages.act("/updates/<int:update_id>/send", Action.SEND)
def send_update(app: App, update_id: int) -> Answer:
    """Send an update to all who hold the case and were not sent it."""
    sending = service.begin_update(app, update_id)
    for number in sending.made:
        dispatch.send_beside(app, number, path=_here(update_id))
    told = [say("It goes to: {names}.", names=row(sending.made.values()))] if sending.made else []
    told += [say("Not to {group}: {why}", group=group, why=why) for group, why in sending.left.items()]
    return done(row(told, " "), _here(update_id))


@pages.act("/receipts/<int:receipt_id>/seen")
def seen(app: App, receipt_id: int) -> Answer:
    """Write down that somebody has read an update, as they told the office."""
    made = service.seen(app, receipt_id)
    return done(say("{group} has read it.", group=made.group), _here(made.update_id), change_id=made.change_id)


def _here(update_id: int) -> str:
    return url_for("outreach_cases.update_shown", update_id=update_id)
