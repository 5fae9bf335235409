"""What the prepared office has of priorities besides the sealed assessment of the demo: a round that goes on, one that
is over, a result that is sealed and waits for plans.

All ask the advisory group of the demo. Of the first some sheets of a second round are in and some are out; in the
second something was taken out, and something waits for a decision; of the third a level takes something else for one.
"""

from collections.abc import Iterable, Sequence

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_priority import service
from outreach_priority.model import Answer, Assessment, AssessmentDraft, Judgement, Method, Stance, WeightsDraft
from outreach_priority.model.involvement import PackageDraft
from outreach_priority.model.weighting import WEIGHED

_GROUP = "Outreach Council"
_MIDDLING = (3, 2, 2, 3, 1, 0, 0, 0)


def priorities(app: App) -> None:
    """Let the advisory group of the demo be asked three times more."""
    _sealed(app)
    _over(app)
    _goes_on(app)


def _sealed(app: App) -> None:
    """A result without plans, in which a sector cannot be chosen; the second assessment there is."""
    sectors = ("legal", "medical", "religious")
    made = service.open_assessment(app, AssessmentDraft(title="For the spring", group=_GROUP, sectors=sectors))
    for seat in (1, 2, 3):
        said = {"legal": (4, 3, 3, 3, seat, 0, 0, 0), "medical": _MIDDLING, "religious": (4, 4, 4, 4, 4, 3, 3, 0)}
        _handed_in(app, made, seat, list(said.items()))
    made = service.close(app, made.id, early=True)
    service.set_package(app, made, PackageDraft(level="contact", subject="legal", staff_hours=12))
    service.seal(app, made, because="The board, in its meeting of March")


def _over(app: App) -> None:
    """A round that was closed: one sector clear, one to be decided, one on hold, one taken out."""
    sectors = ("legal", "medical", "unions", "youth")
    made = service.open_assessment(app, AssessmentDraft(title="After the elections", group=_GROUP, sectors=sectors))
    for seat in (1, 2, 3, 4):
        said = {
            "legal": (4, 3, 3, 3, seat % 3, 0, 1, 0),
            "medical": (seat, 4, 3, 2, 2, 2, 1, 0),
            "unions": (3, 4 if seat % 2 else 0, 2, 2, 3, 1, 4, 1),
            "youth": _MIDDLING,
        }
        _handed_in(app, made, seat, list(said.items()))
    service.withdraw_sheet(app, service.sheet_of_seat(app, made, 7).id, because="she left the council")
    service.withdraw_subject(app, made.id, "youth", because="asked by the group of the young themselves")
    service.close(app, made.id, early=True)
    _weighed(app, service.get(app, made.id))


def _weighed(app: App, made: Assessment) -> None:
    """Two set weights: the one by points, the other by comparing the best and the worst with all others."""
    for who, method, compared in (("The board", Method.SWING, False), ("Bea", Method.BWM, True)):
        for analysis in WEIGHED:
            first, other = (one.key for one in made.questionnaire.of(analysis))
            said = Judgement(item=first, other=other, number=3.0) if compared else Judgement(item=first, number=100.0)
            beside = () if compared else (Judgement(item=other, number=40.0),)
            service.weigh(app, made, WeightsDraft(analysis=analysis, method=method, said=(said, *beside), set_by=who))


def _goes_on(app: App) -> None:
    """Organisations of a sector in a second round: a sheet is in, one is begun, one is blank, the others wait."""
    names = ("Bar of Aalborg", "Notaries of Aalborg", "Law Clinic of Aalborg")
    for name in names:
        contacts.add(app, ContactDraft(name=name, kind=Kind.ORGANISATION, sectors=("legal",)))
    draft = AssessmentDraft(title="Whom to ask first", group=_GROUP, sectors=("legal",), organisations=names)
    made = service.open_assessment(app, draft)
    keys = [one.key for one in made.judged]
    for seat in (1, 2, 3, 4, 5):
        _handed_in(app, made, seat, [(key, ((seat + n) % 5, *_MIDDLING[1:])) for n, key in enumerate(keys)])
    service.close(app, made.id, early=True)
    made = service.again(app, made.id)
    _handed_in(app, made, 1, [(key, _MIDDLING) for key in keys], reason="The clinic answers letters, the bar does not")
    service.save(app, service.sheet_of_seat(app, made, 2).id, _answers(made, keys[0], _MIDDLING[:3]))
    service.ask(app, made.id, str(contacts.add(app, ContactDraft(name="Ebba Holm", kind=Kind.PERSON)).id), role="judge")


def _handed_in(
    app: App, made: Assessment, seat: int, said: Iterable[tuple[str, Sequence[int]]], reason: str = ""
) -> None:
    answers = [one for key, row in said for one in _answers(made, key, row, reason)]
    stance = Stance(subject=made.judged[0].key, interest="works there")
    service.hand_in(app, service.sheet_of_seat(app, made, seat).id, answers, [stance] if seat == 1 else [])


def _answers(made: Assessment, key: str, row: Sequence[int], reason: str = "") -> list[Answer]:
    items = [one.key for one in made.questionnaire][: len(row)]
    first, *others = [Answer(subject=key, item=item, rating=rating) for item, rating in zip(items, row, strict=True)]
    return [evolve(first, evidence="They spoke up in the spring", source="Their yearbook", reason=reason), *others]
