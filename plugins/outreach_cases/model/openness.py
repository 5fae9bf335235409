"""What is in the way of work on a case, and of giving it to a group."""

from collections.abc import Iterator

from outreach_cases.model.cases import Case, Consent
from outreach_cases.model.levels import Level, Stance
from outreach_crm.text import Sentence, say


def against_work(case: Case) -> Iterator[Sentence]:
    """Yield why our section cannot decide to work on a case."""
    if case.level is Level.CLOSED:
        yield say("{case} is closed since {day}.", case=case.called, day=case.level_on)
    if not case.public:
        yield say("{case} is not public: nobody outside the International Secretariat is asked.", case=case.called)
    if case.consent is Consent.AGAINST:
        yield say("Those whom {case} is about want no work.", case=case.called)


def against_letters(case: Case) -> Iterator[Sentence]:
    """Yield why nobody of ours is to write letters on a case; nothing where they can."""
    yield from against_work(case)
    if case.consent is Consent.QUIET:
        yield say("Those whom {case} is about agree to quiet work only.", case=case.called)
    if case.level in {Level.DRAFT, Level.DORMANT}:
        yield say("{case} is {level}, and groups work on active cases.", case=case.called, level=case.level)
    if case.stance is Stance.NOT:
        yield say("Our section decided on {day} not to work on {case}.", day=case.stance_on, case=case.called)


def against_giving(case: Case) -> Iterator[Sentence]:
    """Yield why a case cannot be given to a group; nothing where it can."""
    yield from against_letters(case)
    if case.stance is None:
        yield say("Our section has not decided to work on {case} so far.", case=case.called)


def against_more(case: Case) -> Iterator[Sentence]:
    """Yield what somebody has to hear who tells of letters on a case on which all work rests."""
    if case.stopped is not None:
        yield say("All work on {case} rests ({why}): nobody is to write again.", case=case.called, why=case.stopped)
