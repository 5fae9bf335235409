"""What somebody wrote on a sheet, in a file or on a page, becomes answers: every mistake is told with its place."""

from collections.abc import Iterable, Mapping

from outreach_crm.app import App
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.written import refusal
from outreach_priority.model import SCALE, Answer, Assessment, Confidence, Stance
from outreach_priority.model.filing import CONFIDENCES, DONT_KNOW, Line
from outreach_priority.service.checking import problems


def understood(
    app: App, assessment: Assessment, lines: Iterable[Line], stances: Mapping[str, Stance], *, file: str = ""
) -> tuple[Answer, ...]:
    """Return the answers that lines give.

    Args:
        app: the App.
        assessment: to which they belong.
        lines: what somebody wrote, with its places.
        stances: what they say of subjects as a whole, by its place.
        file: where it stands, for the sentences.

    Raises:
        InvalidInputError: something in lines or stances cannot be right; every mistake with its place.
    """
    wrong: list[Problem] = []
    answers: dict[str, Answer] = {}
    for line in lines:
        try:
            if answer := _answer(line):
                answers[line.place] = answer
        except ValueError as error:
            wrong.append(Problem(file=file, field=line.place, sentence=error.args[0]))
    places = ([*answers], [*stances])
    wrong += problems(app, assessment, [*answers.values()], [*stances.values()], file=file, places=places)
    if wrong:
        raise refusal(wrong)
    return tuple(answers.values())


def _answer(line: Line) -> Answer | None:
    """Return what one line says; None where it is not answered.

    Raises:
        ValueError: it cannot be right; the sentence says why.
    """
    said = line.rating.strip()
    if not said:
        if line.evidence or line.confidence or line.source:
            raise ValueError(
                say("there is evidence or confidence and no rating; write 0 to 4, or ? where you cannot tell")
            )
        return None
    if said != DONT_KNOW and not said.lstrip("-").isdecimal():
        raise ValueError(
            say(
                "{said!r} is no rating; write {first} to {last}, or ? where you cannot tell",
                said=said[:40],
                first=SCALE[0],
                last=SCALE[-1],
            )
        )
    sure = line.confidence.strip().lower()
    if sure and sure not in CONFIDENCES:
        raise ValueError(
            say("{sure!r} is no confidence; write {names}, or nothing", sure=sure[:40], names=", ".join(CONFIDENCES))
        )
    return Answer(
        subject=line.subject,
        item=line.item,
        rating=None if said == DONT_KNOW else int(said[:9]),
        confidence=Confidence(sure) if sure else None,
        evidence=line.evidence,
        source=line.source,
        reason=line.reason,
    )


def aims_of(text: str, assessment: Assessment) -> tuple[str, ...]:
    """Return aims as the form has them, whatever the case they were written in."""
    known = {one.casefold(): one for one in assessment.questionnaire.aims}
    said = [one.strip() for one in text.replace(";", ",").split(",") if one.strip()]
    return tuple(known.get(one.casefold(), one) for one in said)
