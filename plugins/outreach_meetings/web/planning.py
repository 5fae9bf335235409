"""The page on which a meeting is planned."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.text import row, say
from outreach_crm.web import asking, links
from outreach_crm.web.lists import number_asked
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.often import Often, rule_of
from outreach_meetings.model.series import Meeting
from outreach_meetings.web import fields
from outreach_meetings.web.blueprint import home, pages

_FURTHER = ("link", "zone", "quorum", "note")


@pages.form("/add")
def add(app: App) -> Answer:
    """Plan a meeting of a group, once or again and again; what the group had last is proposed."""
    names = groups.names(app)
    asked = number_asked("group")
    group_id = asked if asked in names else 0
    form = asking.read(_whose(names, group_id), *_fields(app, _usual(app, group_id), service.members(app, group_id)))
    back = links.there(url_for("outreach_meetings.month", group=group_id or None))
    if form.ready:
        with asking.told(form, "starts") as outcome:
            made = service.plan(app, _draft(form))
            told = say("Planned: {title}, {when}.", title=made.title, when=made.when)
            if later := service.begins_later(made):
                told = row([told, later], " ")
            return done(told, home(made), change_id=made.series.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Plan a meeting"), label=say("Plan it"), further=_FURTHER, back=back)


def _whose(names: dict[int, str], group_id: int) -> Field:
    choices = tuple(Choice(str(one), name) for one, name in names.items())
    open_yet = () if group_id else (Choice("", say("Choose a group")),)
    return Field(
        key="group",
        label=say("Group"),
        kind=Kind.ONE_OF,
        choices=(*open_yet, *choices),
        value=str(group_id) if group_id else "",
    )


def _usual(app: App, group_id: int) -> Meeting | None:
    """Return the meeting that the next one of a group will be like: the last that is planned, or was held."""
    return (service.next_of(app, group_id) or service.last_of(app, group_id)) if group_id else None


def _fields(app: App, usual: Meeting | None, members: dict[int, str]) -> tuple[Field, ...]:
    day, *time = fields.when(usual, request.args.get("on", ""))
    return (
        fields.title(None),
        Field(key=day.key, label=day.label, kind=day.kind, needed=True, value=request.args.get("on") or None),
        *time,
        *fields.how_often(Often.ONCE),
        *fields.where(usual),
        *fields.who(usual, members),
        fields.zone(app, usual),
        *fields.of_all(usual),
    )


def _draft(form: asking.Form) -> MeetingDraft:
    often = Often(form.text("often"))
    # Words that somebody wrote are meant, whatever is chosen above them.
    words = form.text("rule")
    rule = rule_of(Often.OWN if words else often, form.answer("day"), words)
    return MeetingDraft(
        group=form.text("group"),
        starts=fields.begins(form),
        minutes=form.answer("minutes"),
        rule=rule,
        quorum=form.answer("quorum") or 0,
        guests=fields.guests(form),
        **{key: form.text(key) for key in ("title", "zone", "place", "link", "chair", "minute_taker", "note")},
    )
