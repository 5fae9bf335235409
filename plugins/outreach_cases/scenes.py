"""The scenes of the demo: a portfolio arrives, groups work on cases, one is closed, one stopped; and the goals."""

import shlex
from collections.abc import Iterator
from datetime import date, timedelta

from outreach_cases import service
from outreach_cases.service import choosing
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.demo.service import arrive, messages
from outreach_crm.model import Scene

# Invented, as everybody else in the demo is.
_PORTFOLIO = """Reference;Name;Kind;People;Gender;Country;Concerns;POC;Language;Consent;Level;Level since
IP 2041;Thandar Nwe;person;;f;Myanmar;torture|unfair trials;yes;en;agrees to public work;active;{long_ago}
IP 2077;Gulmira Sadova;person;;f;Tajikistan;unfair trials;yes;en;agrees to public work;active;{long_ago}
IP 2078;Farhod Nazarkul;person;;m;Tajikistan;torture;yes;en;agrees to public work;active;{long_ago}
IP 2103;Families of Kalindu;community;about 1200;;DR Congo;forced evictions;no;fr;not known;active;{last_year}
IP 2110;Teachers of Barro Alto;group;14;;Honduras;death threats;no;es;not known;dormant;{last_year}
IP 2164;Emeka Oduwale;person;;m;Nigeria;death threats;no;en;not known;draft;{lately}
"""

_CASEFILE = """Thandar Nwe, nurse, in prison since the spring of that year. She dressed the wounds of a demonstration.

Appeals go to the Minister of Justice. Her family is glad of cards.
"""
_CASE, _GROUP, _HOLDER = '"Thandar Nwe"', '"Medical Group"', "Gösta Ahlin"


def _portfolio(app: App) -> Iterator[str]:
    file = shlex.quote(str(arrive(app, "portfolio.csv", _PORTFOLIO.format(**_days(app)))))
    yield (
        "The International Secretariat has sent its list of long-term cases. You look at it before any of it is"
        " written: what is new, what is altered, whose level is another one."
    )
    yield f"$ outreach cases import --dry-run \\\n    {file}"
    yield f"$ outreach cases import \\\n    {file}"
    yield (
        "On which of them the section works is for the section to decide, and stands apart from the level. Neither is"
        " ever overwritten: each is a line with its day, its reason, and who decided."
    )
    yield '$ outreach cases decide "Thandar Nwe" work --by "The board" --note "The doctors ask for it"'
    yield '$ outreach cases decide "Gulmira Sadova" work --by "The board" --note "Three groups wait"'
    yield '$ outreach cases show "Thandar Nwe"'
    yield "How many cases are there, and how many people? Of one community nobody knows to the last head."
    yield "$ outreach cases list --level active"


def _worked_on(app: App) -> Iterator[str]:
    file = shlex.quote(str(arrive(app, "casefile.txt", _CASEFILE)))
    yield (
        "The doctors began on Thandar Nwe eleven months ago, and all that is known of it lies in a folder at"
        f" {_HOLDER}'s. It is written down as of that day, and he gets the casefile of today."
    )
    yield f'$ outreach cases file {_CASE} \\\n    {file} \\\n    --note "From the folder"'
    yield (
        f'$ outreach cases accept {_GROUP} {_CASE} --holder "{_HOLDER}" \\\n'
        f"    --agreed --on {_ago(app, 340)} \\\n    {_by_folder(app)}"
    )
    yield "What they did is a line each. It counts at once, and stands in their next report by itself."
    yield (
        f'$ outreach cases letters {_CASE} 31 "to the Minister of Justice" --by {_GROUP} \\\n    --on {_ago(app, 60)}'
    )
    yield (
        f'$ outreach cases activity {_CASE} stall "In the hall of the hospital" --by {_GROUP} \\\n'
        f'    --on {_ago(app, 30)} --outcome "112 have signed"'
    )


def _told(app: App) -> Iterator[str]:
    yield (
        "The Secretariat writes that Thandar Nwe was moved. Whoever holds her casefile has to know, and you want to"
        " know that they do."
    )
    yield f'$ outreach cases update {_CASE} "She was moved to another prison, and may see a doctor"'
    sent = service.updates(app, service.resolve(app, "Thandar Nwe").id)[0]
    yield f"$ outreach cases send-update {sent.id} \\\n    {_by_folder(app)}"
    _reads(app)
    yield f"{_HOLDER} has read it before your tea is cold, and said so on his own page."
    yield f"$ outreach cases updates {_CASE}"
    yield (
        "The doctors' report is due in less than a month. He is asked for what is missing, beside what is written down"
        " already; you let it leave, nothing leaves by itself."
    )
    yield f"$ outreach cases prompt {_GROUP} {_CASE} \\\n    {_by_folder(app)}"
    yield "He rings: nine letters more, from Tuesday. That is all that the report lacked."
    yield f"$ outreach cases report {_GROUP} {_CASE} --letters 9"


def _reads(app: App) -> None:
    """Let the holder of the casefile tick on their own page what they were sent."""
    who = contacts.resolve(app, _HOLDER).id
    for one in choosing.preferences(app, who):
        choosing.save(app, who, one.key, {"read": True})


def _given(app: App) -> Iterator[str]:
    yield (
        "Group 3 in Visby asks for a case, of a woman if that can be; casefiles in English are no trouble. Its wishes"
        " stay; the best cases come with reasons, and with what a group agrees to that takes one on."
    )
    yield '$ outreach cases terms "Group 3 Visby" --languages sv,en'
    yield '$ outreach cases wish "Group 3 Visby" --gender f --as must'
    yield '$ outreach cases wish "Group 3 Visby" --issue "unfair trials"'
    yield '$ outreach cases offer "Group 3 Visby"'
    yield (
        "They choose Gulmira Sadova. Greta Olsson will hold the casefile. No document is here yet, so that waits, and"
        " the list of the day keeps it in mind."
    )
    yield '$ outreach cases accept "Group 3 Visby" "Gulmira Sadova" --holder "Greta Olsson" --agreed'
    yield '$ outreach cases held "Group 3 Visby"'


def _endings(app: App) -> Iterator[str]:
    yield (
        "The Secretariat has too few researchers for Tajikistan. To close the case of a prisoner who is still in prison"
        " needs a word why, and you hear who else in that country stays."
    )
    yield (
        '$ outreach cases level "Farhod Nazarkul" closed --reason capacity-or-strategy \\\n'
        '    --note "No researcher for Central Asia until next year"'
    )
    yield (
        "Then the telephone: the sister of Gulmira Sadova. Since the letters came, the guards have beaten her. Nobody"
        " discusses that. One line, and all work rests, here and wherever it is done."
    )
    yield '$ outreach cases stop "Gulmira Sadova" safety --note "Her sister rang: she is beaten for it"'
    yield "The group in Visby holds it no more, from the same moment on; that Greta Olsson is told stands on your list."
    yield '$ outreach cases holders "Gulmira Sadova" --all'
    yield "What was it like a month ago? Whoever asks is told what held on that day."
    yield f'$ outreach cases show "Gulmira Sadova" --on {_ago(app, 30)}'


def _goals(app: App) -> Iterator[str]:
    yield (
        "The movement wants 500 cases that members can act on. How far is it, what came and went, whom has nobody heard"
        " of, and did we leave prisoners in a country in which others stayed?"
    )
    yield "$ outreach cases goals"
    yield (
        "For the yearly report to members the same is told so that nobody can work out whom a number is about. Six"
        " cases are too few for that, and the program says so."
    )
    yield "$ outreach cases goals --outside"


def _days(app: App) -> dict[str, str]:
    return {name: _ago(app, days) for name, days in {"long_ago": 900, "last_year": 400, "lately": 20}.items()}


def _ago(app: App, days: int) -> str:
    today: date = app.clock.today()
    return (today - timedelta(days=days)).isoformat()


def _by_folder(app: App) -> str:
    return f"--channel folder --to {shlex.quote(str(messages(app)))}"


SCENES = (
    Scene(740, "Six cases, for years", _portfolio),
    Scene(741, "Eleven months in a folder", _worked_on),
    Scene(742, "Visby takes one on", _given),
    Scene(743, "She was moved", _told),
    Scene(745, "Her sister rings", _endings),
    Scene(748, "Five hundred cases", _goals),
)
