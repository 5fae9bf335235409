"""The scenes of the demo: people sign up, an Urgent Action arrives and is sent, an update follows, a stop stops it."""

import shlex
from collections.abc import Iterator
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.demo.service import arrive, messages
from outreach_crm.model import Scene

_DAYS_TO_WRITE = 40


def _signing(_: App) -> Iterator[str]:
    yield (
        "The Medical Group has agreed to write: each of them, when a case concerns their own work, and not more than"
        " once a month. Whoever is in a segment is signed up in one line, for whatever the file of a sector watches."
    )
    yield '$ outreach segments add "Letter writers in medicine" --where "group=Medical Group"'
    yield (
        '$ outreach ua sign-up --segment "Letter writers in medicine" --like medical \\\n'
        "    --at-most 1/month --as professional"
    )
    yield "Others want it their own way, and say so in a line of their own."
    yield '$ outreach ua sign-up "Sara Hassan" --like legal --as colleagues'
    yield '$ outreach ua sign-up "Hanna Mueller" --keyword nurses --region Asia'
    yield '$ outreach ua sign-up "Börje Lindqvist" --like unions'
    yield '$ outreach ua pause "Emil Häggström" --until 2m --because "on parental leave"'


def _arriving(app: App) -> Iterator[str]:
    file = shlex.quote(str(arrive(app, "urgent-action.txt", _SHEET.format(**_days(app)))))
    yield (
        "Ten past eight, and an Urgent Action is in the mail: a nurse in Myanmar, as invented as all the others here."
        " Paste it, and see what it is taken for before it is kept."
    )
    yield f"$ outreach ua paste --dry-run \\\n    {file}"
    yield f"$ outreach ua paste --yes \\\n    {file}"
    yield "Who gets it, and why? And who has signed up and does not get it, and why not?"
    yield f'$ outreach ua preview "{_number(app)}"'
    yield (
        "What you saw is what leaves: the list is frozen with its reasons, over the sheet stands what the file of each"
        " sector says to its people, and nobody gets it twice."
    )
    yield f'$ outreach ua send "{_number(app)}" --yes \\\n    --to {shlex.quote(str(messages(app)))}'


def _telling(app: App) -> Iterator[str]:
    yield (
        "Two o'clock: the newsletter of the medical network is due. What is new for doctors and nurses is gathered by"
        " the keywords they watch; put it into your own words, and let one of you see it before anybody else does."
    )
    yield '$ outreach mailings newsletter medical --name "News for the profession"'
    yield '$ outreach mailings text "news for the profession" --show'
    yield (
        '$ outreach mailings test "news for the profession" --to "Marit Lindqvist" \\\n'
        f"    --folder {shlex.quote(str(messages(app)))}"
    )


def _going_on(app: App) -> Iterator[str]:
    file = shlex.quote(str(arrive(app, "update.txt", _UPDATE.format(**_days(app)))))
    folder = shlex.quote(str(messages(app)))
    yield (
        "Three in the afternoon: an update. It goes to those who got the first one, whatever its keywords are, and to"
        " nobody else; whoever has left since then is left alone."
    )
    yield '$ outreach ua leave "Nadia Benali" --because "moves to Bergen"'
    yield f"$ outreach ua paste --yes \\\n    {file}"
    yield f'$ outreach ua follow "{_number(app)}"'
    yield f'$ outreach ua send "{_number(app)}" --yes \\\n    --to {folder}'
    yield (
        "Then the telephone: her family asks that nobody write any more while she is being released. One line. What has"
        " not left stays here, what may not be posted yet is listed, and all who got the case are told, Nadia too."
    )
    yield (f'$ outreach ua stop "{_number(app)}" --because "her family asked us to" \\\n    --to {folder}')
    yield f'$ outreach ua show "{_number(app)}"'
    yield (
        "The newsletter of two o'clock still asks to write for her. A draft is a text of your own, and no stop alters"
        " it: you take her out yourself, before anybody gets it."
    )
    yield (
        '$ outreach mailings text "news for the profession" --subject "News for the profession" \\\n'
        '    --body "{salutation}, Doctors behind bars goes on until spring. Will you write with us?"'
    )


def _waiting(app: App) -> Iterator[str]:
    file = shlex.quote(str(arrive(app, "evening.txt", _EVENING.format(**_days(app)))))
    yield (
        "Ten to five, and one more is in the mail. It is kept, and waits on the board for whoever begins tomorrow at"
        " eight."
    )
    yield f"$ outreach ua paste --yes \\\n    {file}"
    yield "$ outreach ua list --state open"


def _number(app: App) -> str:
    return f"UA 93/{app.clock.today():%y}"


def _days(app: App) -> dict[str, str]:
    today = app.clock.today()
    return {
        "number": _number(app),
        "evening": f"UA 94/{today:%y}",
        "today": _printed(today),
        "year": f"{today:%Y}",
        "deadline": _printed(today + timedelta(days=_DAYS_TO_WRITE)),
    }


def _printed(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# Nobody in it and nothing of it is real.
_SHEET = """\
EXTERNAL (for general distribution)                    AI Index: ASA 16/093/{year}
                                                       Distr: UA/SC

{number}           Denied medical attention / Unfair trial            {today}

MYANMAR             Thiri Nwe Hlaing (f), aged 34, nurse

Thiri Nwe Hlaing was arrested in the town of Kyauk Myaung Lay after she had treated wounded
demonstrators. She has diabetes and gets no insulin. Her trial is to begin without a lawyer.

RECOMMENDED ACTION: Please send letters in English or your own language:
- asking that Thiri Nwe Hlaing be given the medicines she needs at once;
- asking that she be released, or be tried by the standards of fair trials.

APPEALS TO:
Minister of Health
Ministry of Health, Invented Road 1, Naypyidaw, Myanmar
Email: minister@health.example.com
Salutation: Dear Minister

PLEASE SEND APPEALS IMMEDIATELY. Check with your section office, if sending appeals after {deadline}.
"""
_UPDATE = """\
EXTERNAL (for general distribution)                    AI Index: ASA 16/097/{year}
                                                       {today}

Further information on {number} (ASA 16/093/{year}, {today}) - Denied medical attention / Unfair trial

MYANMAR             Thiri Nwe Hlaing (f), aged 34, nurse

Thiri Nwe Hlaing was given insulin this morning. Her trial goes on without a lawyer.

FURTHER RECOMMENDED ACTION: Please send letters in English or your own language:
- welcoming that she was given insulin, and asking that it go on;
- asking that she may see a lawyer of her own choice.

APPEALS TO:
Minister of Justice
Ministry of Justice, Invented Road 2, Naypyidaw, Myanmar
Email: minister@justice.example.com
Salutation: Dear Minister

PLEASE SEND APPEALS IMMEDIATELY. Check with your section office, if sending appeals after {deadline}.
"""

_EVENING = """\
EXTERNAL (for general distribution)                    AI Index: AMR 41/088/{year}
                                                       Distr: UA/SC

{evening}           Fear for safety / Death threats            {today}

MEXICO             Lucero Inventada Paz (f), aged 41, lawyer

Lucero Inventada Paz, who defends families of the disappeared in the town of San Imaginario, has
received death threats by telephone.

RECOMMENDED ACTION: Please send letters in Spanish or your own language:
- asking that she be protected as she wishes;
- asking that the threats be investigated.

APPEALS TO:
State Attorney General
Calle Inventada 7, San Imaginario, Mexico
Email: fiscal@justice.example.com
Salutation: Dear Attorney General

PLEASE SEND APPEALS IMMEDIATELY. Check with your section office, if sending appeals after {deadline}.
"""

SCENES = (
    Scene(680, "Who wants Urgent Actions", _signing),
    Scene(685, "An Urgent Action arrives", _arriving),
    Scene(687, "A newsletter is due", _telling),
    Scene(690, "An update, and a stop", _going_on),
    Scene(695, "One that waits for the morning", _waiting),
)
