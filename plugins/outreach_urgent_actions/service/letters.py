"""Letters to those to whom appeals go, for people to sign and send: the one of the sheet, else what it asks for."""

from collections.abc import Iterator, Sequence

from outreach_crm.app import App
from outreach_crm.dispatch.model import Letter
from outreach_crm.storage import Row
from outreach_crm.text import fold, literal
from outreach_urgent_actions.model import Issue
from outreach_urgent_actions.parse.letters import Asked, read_asked
from outreach_urgent_actions.queries import cases as case_queries
from outreach_urgent_actions.queries import issues as queries
from outreach_urgent_actions.service import finding

# How a letter begins to whom no sheet says how, and what stands over points that complete the sentence: "asking that".
_GREETING = {"de": "Sehr geehrte Damen und Herren", "en": "Dear Sir or Madam", "es": "Señor/Señora"}
_GREETING |= {"fr": "Madame, Monsieur", "it": "Gentili Signore e Signori", "pt": "Prezados Senhores"}
# A sheet may print it in several languages: "Dear Minister / Señor Ministro".
_BEGINS = {
    "de": ("sehr", "exzellenz"),
    "en": ("dear", "your", "sir", "madam", "honourable", "excellency"),
    "es": ("senor", "estimad", "excelencia", "su ", "excelent"),
    "fr": ("monsieur", "madame", "excellence"),
}
_ABOUT = {
    "de": "ich schreibe Ihnen wegen {who}:",
    "en": "I am writing to you about {who}:",
    "es": "Le escribo en relación con el caso de {who}:",
    "fr": "Je vous écris au sujet de {who} :",
}


def letters(app: App, issue: Issue) -> tuple[Letter, ...]:
    """Return a letter to each addressee of an issue in each language of its texts, the section's first.

    Where the sheet holds a letter to be signed that is what it says; else it is a skeleton of what the sheet asks for,
    for people to complete in their own words. An update without addressees is written to those of the issue before.
    """
    rows = addressees(app, issue)
    copies = "\n\n".join(_block(row) for row in rows if row["copy"])
    asked = dict(_asked(app, issue))
    return tuple(
        Letter(
            language=language,
            name=row["name"],
            address=row["lines"] or "\n".join(part for part in (row["email"], row["fax"]) if part),
            salutation=literal(_salutation(row, said, language)),
            body=literal(_body(app, issue, said, language)),
            copies=copies,
        )
        for language, said in asked.items()
        for row in rows
        if not row["copy"]
    )


def addressees(app: App, issue: Issue) -> Sequence[Row]:
    """Return to whom appeals go, then who gets copies: of the issue, else of the latest one before it that says so."""
    chain = [one.id for case in finding.cases_of(app, issue.id) for one in finding.issues_of(app, case.id)]
    before = chain[: chain.index(issue.id)] if issue.id in chain else []
    for one in (issue.id, *reversed(before)):
        rows = queries.addressees(app.store, one)
        if any(not row["copy"] for row in rows):
            return rows
    return []


def _asked(app: App, issue: Issue) -> Iterator[tuple[str, Asked]]:
    """Yield what each text of an issue asks for; in the section's own language what somebody has put right counts."""
    own = app.section.language
    texts = {row["language"]: read_asked(row["body"]) for row in queries.texts(app.store, issue.id)}
    points = tuple(line for line in issue.action.splitlines() if line.strip())
    mine = texts.pop(own, Asked())
    yield own, mine if mine.letter or not points else Asked(points=points)
    yield from texts.items()


def _salutation(row: Row, said: Asked, language: str) -> str:
    short = language.partition("-")[0]
    text = row["salutation"] or (said.letter.salutation if said.letter else "") or _GREETING.get(short, "")
    parts = [part.strip() for part in text.split(" / ") if part.strip()]
    ours = (part for part in parts if fold(part).startswith(_BEGINS.get(short, ())))
    text = next(ours, parts[0] if parts else "")
    mark = ":" if short == "es" else ","
    return f"{text}{mark}" if text and text[-1].isalnum() else text


def _body(app: App, issue: Issue, said: Asked, language: str) -> str:
    if said.letter or not said.points:
        return said.letter.body if said.letter else ""
    about = _ABOUT.get(language.partition("-")[0], "{who}:").replace("{who}", _who(app, issue))
    return "\n\n".join((about, *(f"– {point}" for point in said.points)))


def _who(app: App, issue: Issue) -> str:
    """Return for whom one writes: the people of its cases, else how they are cited."""
    cases = finding.cases_of(app, issue.id)
    people = [one.name for one in case_queries.people(app.store, [case.id for case in cases])]
    return ", ".join(people) or " / ".join(case.ref for case in cases)


def _block(row: Row) -> str:
    return "\n".join(part for part in (row["name"], row["lines"], row["email"], row["fax"]) if part)
