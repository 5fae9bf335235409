"""Command ``priority rate``: asks one adviser in the terminal, question by question; can be left and gone on with."""

import re
import sys
from collections.abc import Sequence

import click
from attrs import define, evolve, field

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import with_app
from outreach_crm.text import count
from outreach_priority import service
from outreach_priority.model import Answer, Confidence, SheetState, Stance, Subject
from outreach_priority.model.filing import CONFIDENCES, DONT_KNOW, RATINGS, Asked, Blank
from outreach_priority.service.filing import blank

_LEAVE = "q"
_NUMBERS = re.compile(r"\d{1,3}")


@click.command()
@click.argument("assessment")
@click.argument("seat", type=int)
@click.option("--all", "everything", is_flag=True, help="Ask again what was answered before.")
@because_option
@with_app
def rate(app: App, assessment: str, seat: int, everything: bool, because: str) -> None:
    """Fill in the sheet of an adviser of an ASSESSMENT, by the number of their SEAT, question by question.

    Leave it with q: what was said is kept, and the same command goes on from there.
    """
    found = service.resolve(app, assessment)
    sheet = service.own(app, service.sheet_of_seat(app, found, seat).id)
    if not sys.stdin.isatty():
        raise click.UsageError("Questions are asked on a terminal; elsewhere: outreach priority sheet, then hand-in.")
    Dialogue(app, blank(app, sheet.id), because).run(everything=everything)


@define(eq=False)
class Dialogue:
    """The questions of one sheet, and what was answered so far; it is kept after every subject."""

    app: App
    blank: Blank
    because: str
    answers: dict[tuple[str, str], Answer] = field(factory=dict)
    stances: dict[str, Stance] = field(factory=dict)

    def run(self, *, everything: bool) -> None:
        """Ask what was not answered yet, or all of it, and hand the sheet in if that is wanted."""
        sheet = self.blank.sheet
        self.answers = {(one.subject, one.item): one for one in sheet.answers}
        self.stances = {one.subject: one for one in sheet.stances}
        for line in self.blank.guide:
            output.prose(line)
        output.prose(f"Keys: {', '.join(RATINGS)}; Enter: leave it out; {_LEAVE}: stop here, to go on later.")
        for subject, asked in self.blank.pages:
            left = [one for one in asked if everything or (subject.key, one.item.key) not in self.answers]
            if left and not self._subject(subject, left):
                output.say(f"Kept. Go on with: outreach priority rate {self.blank.assessment.id} {sheet.seat}")
                return
        self._end()

    def _subject(self, subject: Subject, asked: Sequence[Asked]) -> bool:
        """Ask about one subject; False where somebody leaves."""
        output.say()
        output.title(subject.title)
        try:
            if subject.key not in self.stances:
                self._stance(subject)
            return all(self._item(subject, one) for one in asked)
        finally:
            service.save(self.app, self.blank.sheet.id, *self._said(), because=self.because)

    def _stance(self, subject: Subject) -> None:
        interest = _asked("Have you an interest in it yourself? Then say what (Enter: no)")
        known = self.blank.assessment.questionnaire.aims
        aims: tuple[str, ...] = ()
        if known:
            numbered = ", ".join(f"{number} {aim}" for number, aim in enumerate(known, 1))
            said = _asked(f"What can we aim at with it? Numbers with commas: {numbered}")
            aims = tuple(known[int(one) - 1] for one in _NUMBERS.findall(said) if 0 < int(one) <= len(known))
        self.stances[subject.key] = Stance(subject=subject.key, interest=interest, aims=aims)

    def _item(self, subject: Subject, asked: Asked) -> bool:
        """Ask one question; False where somebody leaves."""
        output.say()
        output.prose(asked.question)
        for text in asked.prompts:
            output.prose(f"  – {text}", indent="    ")
        for step, anchor in zip(RATINGS, asked.item.anchors, strict=False):
            output.say(f"  {step}  {anchor}".rstrip())
        while True:
            said = click.prompt("Rating", default=asked.rating, show_default=bool(asked.rating), err=True).strip()
            if said == _LEAVE:
                return False
            if not said:
                return True
            if said in RATINGS:
                break
            click.echo(f"Write {', '.join(RATINGS)}, or {_LEAVE} to stop here.", err=True)
        before, rating = asked.answer, None if said == DONT_KNOW else int(said)
        answer = before or Answer(subject=subject.key, item=asked.item.key, rating=rating)
        changed = before is not None and before.rating != rating
        self.answers[subject.key, asked.item.key] = evolve(
            answer,
            rating=rating,
            confidence=self._confidence(answer) if rating is not None else None,
            evidence=_asked("What does it rest on? (Enter: nothing to add)", answer.evidence),
            reason=_asked("Why did you change it?", answer.reason) if changed else answer.reason,
        )
        return True

    def _confidence(self, answer: Answer) -> Confidence | None:
        said = _asked(f"How sure are you: {', '.join(CONFIDENCES)}?", answer.confidence or "").lower()
        return next((one for one in Confidence if said and one.value.startswith(said)), None)

    def _said(self) -> tuple[list[Answer], list[Stance]]:
        return [*self.answers.values()], [*self.stances.values()]

    def _end(self) -> None:
        missing = service.asked_for(self.blank.assessment) - len(self.answers)
        output.say()
        if missing:
            output.say(
                count(missing, "{n} rating is missing; that is allowed.", "{n} ratings are missing; that is allowed.")
            )
        if self.blank.sheet.state is SheetState.HANDED_IN:
            output.say("Renewed; the sheet was handed in before.")
        elif click.confirm("Hand the sheet in?", default=True, err=True):
            sheet = service.hand_in(self.app, self.blank.sheet.id, *self._said(), because=self.because)
            output.say(f"Handed in: the sheet of adviser {sheet.seat}{', after the deadline' if sheet.late else ''}.")
        else:
            output.say("Kept, and not handed in.")


def _asked(question: str, before: str = "") -> str:
    said: str = click.prompt(question, default=before, show_default=bool(before), err=True)
    return said.strip()
