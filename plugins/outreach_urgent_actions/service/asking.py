"""Sign-ups between a form and the book: what somebody wrote becomes a draft, a sign-up what can be edited."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError, OutreachError, sentence_of
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_urgent_actions.model import SECTOR, Interest, Rate, SignUp, Wants
from outreach_urgent_actions.model.asked import Asked
from outreach_urgent_actions.service import interests, signing
from outreach_urgent_actions.service.interests import Wish
from outreach_urgent_actions.service.signing import SignUpDraft


def draft_of(app: App, asked: Asked) -> SignUpDraft:
    """Return what somebody means.

    Raises:
        InvalidInputError: a keyword is none or can be several, or the sector watches none; each problem has its field.
    """
    return SignUpDraft(
        interest=interest_of(app, asked),
        wants=Wants.PUBLICATIONS if asked.publications else Wants.URGENT_ACTIONS,
        sector=asked.like or asked.sector,
        capacity=asked.capacity,
        channel=asked.channel,
        language=asked.language,
        any_language=not asked.only,
        at_most=Rate(asked.at_most, asked.months) if asked.at_most else None,
        at_least=Rate(asked.at_least, asked.months) if asked.at_least else None,
    )


def interest_of(app: App, asked: Asked) -> Interest:
    """Return the interest that somebody means; see :func:`draft_of` for what is raised."""
    problems = [*_unknown(app, "keywords", asked.keywords), *_unknown(app, "unwanted", asked.unwanted)]
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    return interests.read(app, Wish(like=asked.like, keywords=asked.keywords, unwanted=asked.unwanted))


def _unknown(app: App, field: str, names: Iterable[str]) -> Iterator[Problem]:
    for one in names:
        try:
            interests.keyword(app, one)
        except OutreachError as error:
            yield Problem(field=field, sentence=sentence_of(error))
            return


def as_asked(app: App, one: SignUp) -> Asked | None:
    """Return a sign-up as somebody would write it; None for one of several alternatives, which no form can say."""
    interest = interests.load(app, [one.interest_id])[one.interest_id]
    if len(interest.clauses) > 1:
        return None
    facets = {facet: ids for clause in interest.clauses for facet, ids in clause.items()}
    like = [facet.removeprefix(SECTOR) for facet in facets if facet.startswith(SECTOR)]
    if len(like) > 1:
        return None
    wanted = {number for facet, ids in facets.items() if not facet.startswith(SECTOR) for number in ids}
    return Asked(
        publications=one.wants is Wants.PUBLICATIONS,
        like=next(iter(like), ""),
        sector=one.sector,
        keywords=_called(app, wanted),
        unwanted=_called(app, interest.excluded),
        at_most=one.at_most or 0,
        at_least=one.at_least or 0,
        months=one.months,
        capacity=one.capacity.value,
        channel=one.channel,
        language=one.language,
        only=not one.any_language,
    )


def missing(field: str, sentence: str) -> InvalidInputError:
    """Return the error of a form in which something is missing, beside its question."""
    return InvalidInputError(sentence, (Problem(field=field, sentence=sentence),))


def _called(app: App, ids: Iterable[int]) -> tuple[str, ...]:
    """Return keywords by what they are called, or by their address where that could mean another one."""
    found = sorted(keywords.some(app, ids), key=lambda one: one.label)
    meant = keywords.understood(app, [one.label for one in found])
    return tuple(
        one.label if one.label in meant and meant[one.label].id == one.id else str(one.address) for one in found
    )


def revise(app: App, sign_up_id: int, asked: Asked, *, version: int | None = None, because: str = "") -> SignUp:
    """Give a sign-up other wishes; since when it holds, a pause and a leave stay as they are.

    Args:
        app: the App.
        sign_up_id: which one.
        asked: the new wishes; what it is for and its sector stay.
        version: the version that the editor saw; None where that is not known.
        because: why.

    Raises:
        NotFoundError: there is no such sign-up.
        ConflictError: somebody changed it meanwhile.
        InvalidInputError: as :func:`draft_of` and :func:`outreach_urgent_actions.service.signing.sign_up`.
    """
    now = signing.get(app, sign_up_id)
    draft = evolve(
        draft_of(app, asked), wants=now.wants, sector=now.sector, signed_on=date.fromisoformat(now.signed_on)
    )
    with app.change("edit sign-up", because=because):
        now = signing.get(app, sign_up_id)
        journal.check_version(app, say("the sign-up of {name}", name=now.contact), now.change_id, seen=version)
        kept = {"left_on": now.left_on, "paused_until": now.paused_until}
        app.store.update("ua_sign_ups", signing.sign_up(app, now.contact_id, draft).id, kept)
        return signing.get(app, sign_up_id)
