"""The scenes of the demo: the doctors' group meets, writes, decides, finds its next date and looks back on the year."""

import shlex
from collections.abc import Iterator
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.demo.service import arrive
from outreach_crm.groups import service as groups
from outreach_crm.model import Scene
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.duties import DutyDraft
from outreach_meetings.model.minutes import DecisionDraft, Votes
from outreach_meetings.model.polls import Poll

_GROUP, _CHAIR, _WRITES = "Medical Group", "Stina Fors", "Amal Yousif"
_LIBRARY = "Hospital library"
_MONTH = timedelta(weeks=4)
# What each says of three evenings; nobody has heard from Nadia, and Emil answers while we look.
_SAID = {
    _CHAIR: "yes,maybe,yes",
    _WRITES: "no,yes,yes",
    "Marit Lindqvist": "yes,yes,maybe",
    "Gösta Ahlin": "no,yes,yes",
    "Elin Backlund": "yes,no,yes",
    "Rodrigo Sepúlveda": "no,yes,maybe",
}


def _prepared(app: App) -> Iterator[str]:
    _have_met(app)
    yield (
        f"The {_GROUP} meets at half past six, for letters. {_CHAIR} chairs, {_WRITES} takes the minutes, and fewer"
        " than four decide nothing."
    )
    yield (
        f'$ outreach meetings plan "{_GROUP}" "today 18:30" --place "{_LIBRARY}" \\\n'
        f'    --quorum 4 --chair "{_CHAIR}" --minutes-by "{_WRITES}"'
    )
    if _has_actions(app):
        file = shlex.quote(str(arrive(app, "surgeon.txt", _SHEET.format(**_days(app)))))
        yield "Stina has an Urgent Action with her that lay in the wrong pigeonhole: a surgeon on trial in Cairo."
        yield f"$ outreach ua paste --yes \\\n    {file}"
    yield (
        "The agenda is not typed. Every part of the program says what it has for this group on this day, and what was"
        " taken on last time comes back until it is done. The nurse in Myanmar is not on it: her family asked."
    )
    yield f'$ outreach meetings agenda "{_GROUP}" --on today --build'
    yield "What lies on the table is one paper, on a page, as a PDF or in a folder with all that belongs to it."
    yield f'$ outreach meetings pack "{_GROUP}" --on today'


def _have_met(app: App) -> None:
    """Let the group have met four weeks ago, with minutes that nobody has approved yet."""
    for title, at_end in (("Letters on the table", ""), ("Any other business", "yes")):
        edit = ItemEdit(fields={"title": title, "minutes": "10", "closing": at_end})
        service.add_standing(app, groups.resolve(app, _GROUP).contact_id, edit)
    draft = MeetingDraft(group=_GROUP, starts=f"{_last(app)} 18:30", place=_LIBRARY, quorum=4)
    held = service.plan(app, draft)
    there = {contacts.resolve(app, one).id: Presence.PRESENT for one in (*_SAID,)[:5]}
    service.attend(app, held, there, rest=Presence.ABSENT)
    service.note(app, held, "Two answers came from ministries, both without a name under them.")
    service.decide(app, held, DecisionDraft(text="We write to hospitals as well as to ministers.", votes=Votes(5)))
    duty = DutyDraft(title="Ask the nurses for a speaker", owner="Marit Lindqvist", due="2d")
    service.take_on(app, held, duty)
    service.finish(app, held)


def _held(app: App) -> Iterator[str]:
    yield "Half past six. Emil is at home with his daughter and has said so; who is there makes a quorum."
    yield (
        f'$ outreach meetings attend "{_GROUP}" --on today \\\n'
        f'    "{_CHAIR}" "{_WRITES}" "Marit Lindqvist" "Gösta Ahlin" "Elin Backlund" \\\n'
        '    --apologies "Emil Häggström" --rest absent'
    )
    yield "Nobody has anything against the minutes of last time."
    yield f'$ outreach meetings approve "{_GROUP}" --on {_last(app)} --at today'
    yield "One thing is decided, and two of them go home with something to do, each with a day."
    yield (
        f'$ outreach meetings decide "{_GROUP}" --on today --item 2 --votes 4:0:1 \\\n'
        '    "Every letter says that the writer is a doctor or a nurse."'
    )
    yield (
        f'$ outreach meetings take-on "{_GROUP}" "Elin Backlund" --on today --by 2w --item 2 \\\n'
        '    "Put the wording for doctors on one page"'
    )
    yield (
        f'$ outreach meetings take-on "{_GROUP}" "Gösta Ahlin" --on today --by 1d --item 2 \\\n    "Post the letters"'
    )
    if _has_actions(app):
        yield (
            "Fourteen letters for the surgeon, six for the lawyer in Mexico whose case came at ten to five. Said once,"
            " it counts with the cases and in the year of the group."
        )
        yield f'$ outreach meetings letters "{_GROUP}" --on today "{_surgeon(app)}=14" "{_lawyer(app)}=6"'
    yield (
        "At ten past eight the minutes are finished. From now on they are corrected, never altered, and they wait for"
        " the next meeting to approve them."
    )
    yield f'$ outreach meetings finish "{_GROUP}" --on today'


def _next(app: App) -> Iterator[str]:
    days = [app.clock.today() + _MONTH + timedelta(days=n) for n in range(3)]
    asked = " ".join(f'"{day} 18:30"' for day in days)
    yield f"And when next? Three evenings are on offer, and without {_CHAIR} there is no meeting."
    yield (
        f'$ outreach meetings poll "{_GROUP}" \\\n    {asked} \\\n    --key "{_CHAIR}" --quorum 4 --place "{_LIBRARY}"'
    )
    _answer(app, service.poll_of(app, _GROUP))
    yield (
        "They answer by link, by mail, or across the table, and Emil by telephone. The best date says why it is: the"
        " quorum, those without whom there is no meeting, and whose turn it is not to give way."
    )
    yield f'$ outreach meetings answer "{_GROUP}" "Emil Häggström" no,maybe,yes --because "he rang"'
    yield "That evening it is. After it they meet every four weeks, and nobody has to ask again."
    yield f'$ outreach meetings close "{_GROUP}" best'
    first = date.fromisoformat((service.poll_of(app, _GROUP).chosen or f"{days[0]}")[:10])
    yield (
        f'$ outreach meetings plan "{_GROUP}" "{first + _MONTH} 18:30" --every "4 weeks" \\\n'
        f'    --place "{_LIBRARY}" --quorum 4 --chair "{_CHAIR}" --minutes-by "{_WRITES}"'
    )
    yield "Who would get the invitation, and how would it read? The answers come back from their own calendars."
    yield f'$ outreach meetings invite "{_GROUP}" --on {first} --dry-run'


def _answer(app: App, poll: Poll) -> None:
    for name, text in _SAID.items():
        who = service.asked_by_name(app, poll, name)
        service.answer_poll(app, poll.id, who.contact_id, service.read_said(app, poll, (text,)))


def _looked_back(_: App) -> Iterator[str]:
    yield (
        "Before the coffee cups are washed: what did they mean to do this year? Campaigns that name the group come from"
        " where they were decided; the rest is one line each."
    )
    yield (
        f'$ outreach meetings objective "{_GROUP}" "A letter from every ward of the hospital" \\\n'
        f'    --responsible "{_CHAIR}" --by 3m --volunteer-hours 30'
    )
    yield f'$ outreach meetings work-plan "{_GROUP}" --take-over'
    yield "How far one is stands with the meeting at which it was said, and the year is told beside its plan."
    yield (
        f'$ outreach meetings progress "{_GROUP}" ward "Four wards of nine have written" \\\n'
        "    --at today --state under-way"
    )
    yield f'$ outreach meetings report "{_GROUP}"'


def _has_actions(app: App) -> bool:
    return any(one.name == "ua" for one in app.plugins.commands())


def _last(app: App) -> date:
    return app.clock.today() - _MONTH


def _surgeon(app: App) -> str:
    return f"UA 90/{app.clock.today():%y}"


def _lawyer(app: App) -> str:
    return f"UA 94/{app.clock.today():%y}"


def _days(app: App) -> dict[str, str]:
    today = app.clock.today()
    began, ends = today - timedelta(days=3), today + timedelta(days=35)
    printed = {"began": began, "ends": ends}
    return {
        "number": _surgeon(app),
        "year": f"{today:%Y}",
        **{key: f"{day.day} {day:%B %Y}" for key, day in printed.items()},
    }


# Nobody in it and nothing of it is real.
_SHEET = """\
EXTERNAL (for general distribution)                    AI Index: MDE 12/090/{year}
                                                       Distr: UA/SC

{number}           Unfair trial / Medical concern            {began}

EGYPT               Nabil Invented Saad (m), aged 51, surgeon

Nabil Invented Saad is on trial in Cairo, because he treated the wounded of a demonstration.

RECOMMENDED ACTION: Please send letters in English, Arabic or your own language:
- asking that nobody be tried for treating the wounded;
- asking that he be released, or be tried by the standards of fair trials.

APPEALS TO:
Minister of Justice
Ministry of Justice, Invented Square 3, Cairo, Egypt
Email: minister@justice.example.com
Salutation: Dear Minister

PLEASE SEND APPEALS IMMEDIATELY. Check with your section office, if sending appeals after {ends}.
"""

SCENES = (
    Scene(696, "The doctors meet tonight", _prepared),
    Scene(697, "Fourteen letters, and six", _held),
    Scene(698, "When do they meet next?", _next),
    Scene(699, "What did the year bring?", _looked_back),
)
