"""Checks what a sheet says before anything of it is taken: every mistake in one sentence."""

from collections.abc import Iterable, Iterator, Sequence

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import Sentence, figure, say
from outreach_priority.model import SCALE, Answer, Assessment, Stance
from outreach_priority.service.questionnaires import all_questionnaires

_LONGEST = 2_000


def problems(
    app: App,
    assessment: Assessment,
    answers: Sequence[Answer],
    stances: Sequence[Stance],
    *,
    file: str = "",
    places: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> list[Problem]:
    """Return all that is wrong with what a sheet says; nothing where it can be taken as it is.

    Args:
        app: the App.
        assessment: which one it answers.
        answers: the ratings.
        stances: what it says of subjects as a whole.
        file: where it was read from, for the sentences.
        places: where in it answers and stances stand, in their order; else they are named by subject and item.
    """
    of_answers = places[0] or [f"{one.subject}, {one.item}" for one in answers]
    of_stances = places[1] or [one.subject for one in stances]
    found = [(of_answers[at], said) for at, said in _of_answers(app, assessment, answers)]
    found += [(of_stances[at], said) for at, said in _of_stances(assessment, stances)]
    return [Problem(sentence=sentence, field=place, file=file) for place, sentence in found]


def _of_answers(app: App, assessment: Assessment, answers: Sequence[Answer]) -> Iterator[tuple[int, str]]:
    seen = set()
    for at, one in enumerate(answers):
        item = assessment.questionnaire.item(one.item)
        yield from ((at, said) for said in _of_subject(assessment, one.subject))
        if item is None:
            yield at, _no_item(app, assessment, one.item)
        if one.rating is not None and (isinstance(one.rating, bool) or one.rating not in SCALE):
            yield (
                at,
                say(
                    "{rating} is not on the scale from {first} to {last}",
                    rating=one.rating,
                    first=SCALE[0],
                    last=SCALE[-1],
                ),
            )
        what = (one.subject, item.key if item else one.item)
        if what in seen:
            yield at, say("this is rated twice; leave one of the two")
        seen.add(what)
        yield from ((at, said) for said in _too_long(one.evidence, one.source, one.reason))


def _of_stances(assessment: Assessment, stances: Sequence[Stance]) -> Iterator[tuple[int, str]]:
    aims = assessment.questionnaire.aims
    for at, one in enumerate(stances):
        yield from ((at, said) for said in _of_subject(assessment, one.subject))
        if one.subject in (before.subject for before in stances[:at]):
            yield at, say("what is said of it as a whole stands there twice; leave one of the two")
        for aim in (aim for aim in one.aims if aim not in aims):
            hint = suggestion(aim, aims) or (_there_are(aims) if aims else say("; this form has none"))
            yield at, say("{aim!r} is no aim of this form{hint}", aim=aim, hint=hint)
        yield from ((at, said) for said in _too_long(one.interest))


def _of_subject(assessment: Assessment, key: str) -> Iterator[str]:
    subject = assessment.subject(key)
    if subject is None:
        known = [one.key for one in assessment.judged]
        hint = suggestion(key, known) or _there_are(known)
        yield say("{key!r} is not judged in {assessment}{hint}", key=key, assessment=assessment.title, hint=hint)
    elif subject.withdrawn_on:
        yield say("{title} was withdrawn on {day}; leave it out", title=subject.title, day=subject.withdrawn_on)


def _there_are(keys: Iterable[str]) -> Sentence:
    return say("; there are {names}", names=", ".join(keys))


def _no_item(app: App, assessment: Assessment, key: str) -> str:
    form = assessment.questionnaire
    hint = suggestion(key, (one.key for one in form)) or _there_are(one.key for one in form)
    said = say("{key!r} is no item of {form}, with which this was opened{hint}", key=key, form=form.title, hint=hint)
    try:
        others = [one.title for one in all_questionnaires(app).values() if one.key != form.key and one.item(key)]
    except OutreachError:  # a section's own file that is broken by now is no matter of this sheet
        others = []
    return say("{said}; it belongs to {other}", said=said, other=others[0]) if others else said


def _too_long(*texts: str) -> Iterator[str]:
    if any(len(text) > _LONGEST for text in texts):
        yield say("a text is longer than {most} letters; say it in fewer words", most=figure(_LONGEST))
