"""The scenes of the core: Maria's day, each step as she would type it."""

import shlex
from collections.abc import Iterator, Mapping

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.demo.service import arrive, messages
from outreach_crm.model import Scene

TITLE = "A day in outreach"


def opening(counts: Mapping[str, int]) -> Iterator[str]:
    """Say who is who and what has been loaded, before the first scene."""
    yield (
        "You are Maria, who looks after outreach in a section of Amnesty International in Sweden. Jonas runs the"
        " campaigns, Aisha follows cases and countries, Tom keeps the lists in order."
    )
    yield (
        f"Between you, you know {counts['people']} people and {counts['organisations']} organisations in ten sectors"
        f" of society, {counts['groups']} groups of your own, and two years of calls, letters and meetings. All are"
        " invented, apart from the names of international bodies, and no address leads anywhere. The work is real:"
        " each command below was run a moment ago, and what it printed is what you see."
    )


def _today(_: App) -> Iterator[str]:
    yield "Before the coffee: what was promised, to whom, and with whom it has been quiet for too long."
    yield "$ outreach today"


def _congress(_: App) -> Iterator[str]:
    yield (
        "In your coat pocket is a card from the nurses' congress in Lisbon. One line, and she is not forgotten: her"
        " association was known already, and she now stands in it."
    )
    yield (
        '$ outreach contacts add "Inês Carvalhal" --role "Head of international relations" \\\n'
        '    --at "Atlantic Order of Nurses" --country Portugal --language pt --sector medical \\\n'
        '    --email ines.carvalhal@atlantico.example.com --met "Nurses\' congress, queue for soup"'
    )


def _list(app: App) -> Iterator[str]:
    file = arrive(app, "congress.txt", _CONGRESS)
    yield (
        "Tom was there too, and has the list of those who left their address at the stand. What a column says is"
        " guessed, whoever is known is found again, and before anything is written you see what would become of whom."
    )
    yield f"$ outreach import {shlex.quote(str(file))} \\\n    --sector medical --dry-run"


_CONGRESS = """\
Full name;Position;Institution;E-mail;Country
Inês Carvalhal;Head of international relations;Atlantic Order of Nurses;ines.carvalhal@atlantico.example.com;Portugal
Mirela Ionescu;Midwife;;mirela.ionescu@example.net;Romania
Tomás Vidal;Nurse;Hospital del Puerto;tomas.vidal@example.com;Chile
Käthe Brandt;Nurse;;kaethe.brandt(at)example.com;Germany
"""


def _find(_: App) -> Iterator[str]:
    yield (
        "Somebody left a message: a judge in Poland, Lukas or Lukasz No-something, a tram took the rest. The beginnings"
        " of words are enough, in any order, and accents do not matter."
    )
    yield "$ outreach find lukas no"
    yield "Where a name is shared, what tells people apart stands beside it."
    yield "$ outreach find johansson"


def _card(_: App) -> Iterator[str]:
    yield (
        "You promised to ring the president of the Doctors' Guild. Half a minute with her card tells you what to ask,"
        " what not to ask again, and what is on her own mind this month."
    )
    yield '$ outreach contacts show "Lena Akerblom"'


def _asks(_: App) -> Iterator[str]:
    yield (
        "She will not say yes to everything, but she may to something. For each sector there is a list of what its"
        " people and organisations can be asked to do; a section can put its own in its place."
    )
    yield "$ outreach sectors asks medical --limit 8"
    yield "You choose one: whom, what, why they, and by when. What you should know before you ring comes back at once."
    yield (
        '$ outreach asks plan "Lena Akerblom" "Ask the World Medical Association to write" \\\n'
        '    --why "The guild has a seat on its council" --by 2w --country Chile \\\n'
        '    --campaign "Doctors behind bars" --follow-up-how "Ask for a copy of the letter"'
    )


def _may_we(_: App) -> Iterator[str]:
    yield (
        "A newsletter goes out next week. May she have it? What was agreed stands in the book, in her own words, and"
        " nothing leaves without looking there."
    )
    yield '$ outreach privacy check "Lena Akerblom" --purpose mailings --channel email'
    yield "Somebody else has written that she wants no more calls. One line, and nobody rings her again."
    yield '$ outreach privacy object "Ann-Sofi Berggren" --channel phone --source "her e-mail of today"'


def _log(_: App) -> Iterator[str]:
    yield (
        "The call is made. Write it down while the receiver is warm, with the day on which to come back to it. It says"
        " what became of the ask, too."
    )
    yield (
        '$ outreach log akerblom "called: the board said yes, the guild asks the WMA to write" \\\n'
        '    --outcome "The letter goes out on Friday" --campaign "Doctors behind bars" \\\n'
        '    --ask "World Medical" --follow-up 2w --follow-up-how "Ask for a copy of the letter"'
    )
    yield "The promise of this morning has left the list of the day; the new one will be there in two weeks."


def _path(_: App) -> Iterator[str]:
    yield (
        "The minister who will open that letter studied in Santiago, and a name from there under it would not hurt."
        " Whom do you know who knows somebody? Each link says when it was last found to be true."
    )
    yield "$ outreach contacts path --country Chile --sector medical --limit 3"


def _twice(app: App) -> Iterator[str]:
    yield (
        "Jonas comes back from the hospital with a name on a napkin, and enters it before his coffee. The book has"
        " heard of him: another spelling, the same telephone."
    )
    yield (
        '$ outreach contacts add "Dr. Jurgen Mueller" --phone "+46 70 174 06 32" --met "On a napkin" \\\n'
        "    --sector medical --country Sweden"
    )
    yield "$ outreach duplicates list"
    yield "One pair is two people, as all who ever mixed them up remember. That is told once, and for ever."
    yield '$ outreach duplicates not-same "Eva Johansson" "Ewa Johansson" --because "with a v, and with a w"'
    pair = contacts.find_duplicates(app)[0]
    one, other = sorted((pair.one.id, pair.other.id))
    yield (
        "The other pair is one surgeon. Whatever the second entry had goes over to the first, the napkin too; and"
        " should it have been somebody else after all, one undo gives both back."
    )
    yield f'$ outreach duplicates merge {one} {other} --because "the same surgeon"'
    yield f"$ outreach undo {changes.latest(app, limit=1)[0].id}"


def _whom(_: App) -> Iterator[str]:
    yield (
        "A surgeon is on trial in Cairo, and somebody should write to the court. Who in medicine lives in Europe, can"
        " be reached by e-mail, and has not heard from you this quarter? Say whom you mean, line by line. It reads back"
        " as a sentence, and tomorrow it is asked anew."
    )
    yield (
        '$ outreach segments add "Doctors to ask for Cairo" --where sector=medical --where kind=person \\\n'
        "    --where country=Europe --where email --where not:contacted-since=3m"
    )
    yield "$ outreach segments show cairo --where language=French,Swedish --limit 5"
    yield (
        "Jonas wants the list as a spreadsheet. Who has said no, or is kept for something else, stays out of any list"
        " that leaves, and you are told how many and why before it does."
    )
    yield "$ outreach export cairo.xlsx --segment cairo --purpose mailings --dry-run"
    yield "Tom keeps a few of his own. No list in them grows old, for there is no list in them."
    yield "$ outreach segments list"


def _letter(app: App) -> Iterator[str]:
    yield (
        "The guild will write; its sister associations could. Whom you mean is a segment, what you say is a text, and"
        " before anything leaves you see who gets it and why, and who does not and why not."
    )
    yield '$ outreach segments add "Health associations" --where sector=medical --where kind=organisation'
    yield (
        '$ outreach mailings add "A surgeon on trial" --segment "Health associations" \\\n'
        '    --subject "A letter to the court in Cairo" \\\n'
        '    --body "{salutation}, a surgeon is on trial for treating the wounded. Will you write?"'
    )
    yield '$ outreach mailings preview "surgeon on trial"'
    yield (
        "Nothing leaves in the section's name before somebody has put their own to it: it is accurate, impartial and"
        " within the mandate, and says of what is alleged that it is."
    )
    yield "$ outreach mailings check surgeon --accurate --impartial --within-mandate --allegations-as-such"
    yield (
        "Each copy has a row of its own from now on. Pull the plug in the middle and run the same command again: nobody"
        " is left out, and nobody gets it twice. As long as there is no mail server, each message is a file."
    )
    by = " --channel email" if any(one.key == "email" for one in app.plugins.channels()) else ""
    yield f"$ outreach mailings send surgeon --yes{by} \\\n    --to {shlex.quote(str(messages(app)))}"
    yield "$ outreach mailings show surgeon --limit 4"


def _forgotten(_: App) -> Iterator[str]:
    yield (
        "Ann-Sofi has written once more: she wants to be in no book at all. What would go, what has to stay and why is"
        " told first; then it is done for good, in every corner, and no list brings her back."
    )
    yield '$ outreach privacy erase "Ann-Sofi Berggren" --dry-run'


def _regret(app: App) -> Iterator[str]:
    yield (
        "A note on your desk says that Johansson of the teachers' union has retired. There are two of them, and you"
        " took the wrong one. It can be taken back, with the reason, and both stay in the journal."
    )
    yield (
        '$ outreach contacts end-role "Eva Johansson" \\\n'
        '    --at "Teachers\' and Librarians\' Union" --because "retired"'
    )
    number = changes.latest(app, limit=1)[0].id
    yield f'$ outreach undo {number} --because "it was Ewa, with a w"'


def _who(app: App) -> Iterator[str]:
    yield (
        "Tom wonders what became of Eva. Every change says who made it, when and why, and taking one back is a change"
        " like any other."
    )
    yield '$ outreach history "Eva Johansson"'
    yield (
        "And should anybody ever ask whether the books were altered afterwards: each entry is sealed with the one"
        " before it, and the seals can be checked."
    )
    yield "$ outreach history verify"


SCENES = (
    Scene(100, "What today holds", _today),
    Scene(200, "A card from a congress", _congress),
    Scene(225, "The others from the congress", _list),
    Scene(250, "Half a name, no accents", _find),
    Scene(300, "Before a call", _card),
    Scene(350, "What can they be asked?", _asks),
    Scene(375, "May we write to her?", _may_we),
    Scene(400, "After the call", _log),
    Scene(500, "Through whom do we reach a doctor in Chile?", _path),
    Scene(600, "Whom do we mean?", _whom),
    Scene(650, "The same surgeon, twice", _twice),
    Scene(675, "A letter to all of them", _letter),
    Scene(700, "Somebody wants to be forgotten", _forgotten),
    Scene(800, "The wrong Johansson", _regret),
    Scene(900, "Who changed what", _who),
)

NEXT = (
    ("What Aisha has to do today", "--as Aisha today"),
    ("Somebody whom only a circle of two may see; as Maria you do not find her", "--as Aisha contacts show Selam"),
    ("A group, its people and what it may spend", 'groups show "Medical Group"'),
    ("All that was done for a campaign", 'campaigns show "Free hands"'),
    ("Ways to trade unionists in the Philippines", "contacts path --country Philippines --sector unions"),
    ("A contact of your own", '--as Maria contacts add "Ana Ruiz" --at "Colegio de Abogados" --country Spain'),
)
"""What to try next: why, and the command behind ``outreach --database FILE``."""
