"""Seals a result: from then on it counts, whatever becomes of files, weights or sheets; a mark shows if it was altered.

The mark is an HMAC over the text of the result and over who sealed it when and why, with a key that is not in the
database.
"""

import hmac
import json
from hashlib import sha256

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import as_read, timestamp
from outreach_crm.errors import ConflictError, InvalidInputError, OutreachError, RefusedError
from outreach_crm.jobs.model import Progress as Told
from outreach_crm.jobs.model import Result as Done
from outreach_crm.machines import as_data
from outreach_crm.storage import Row
from outreach_crm.text import Sentence, say
from outreach_crm.written import structure
from outreach_priority.formulas.robustness import DRAWS, Progress
from outreach_priority.model import Assessment, Result, Sealed, State
from outreach_priority.queries import results as rows
from outreach_priority.service import finding, opinions, scoring

_SECRET = "priority results"  # noqa: S105  what the key is for, not the key


def seal(
    app: App,
    assessment: Assessment,
    *,
    because: str,
    draws: int = 0,
    seen: int | None = None,
    progress: Progress | None = None,
) -> Sealed:
    """Seal the result of an assessment as it stands; nothing of it can be changed or taken back afterwards.

    Args:
        app: the App.
        assessment: which one, closed.
        because: on whose behalf, or why.
        draws: how many draws are made to see how robust it is (F17), which are kept with it; 0: none.
        seen: the version of the result that whoever seals it had before them; None where that is not known.
        progress: is told how many draws are done.

    Raises:
        InvalidInputError: there is no reason.
        RefusedError: it is open or sealed, nobody handed in a sheet, or the actor may not see all that is judged.
        ConflictError: a sheet, a weight or a decision was changed since it was looked at.
    """
    if not because.strip():
        raise InvalidInputError(say("Say who sealed it or why (--because): a sealed result stands for good."))
    if rows.hidden(app.store, assessment.id):
        raise RefusedError(say("In it are organisations that you may not see; somebody of their circle seals this."))
    _check_unsealed(assessment)
    check_seen(scoring.result(app, assessment), seen)
    # Draws take a while in which others go on writing; nothing that counts may have changed when they are done.
    found = scoring.result(app, assessment, draws=draws, progress=progress)
    with app.change("seal priorities", because=because, final=True):
        assessment = finding.get(app, assessment.id)
        _check_unsealed(assessment)
        check_seen(found, version(scoring.result(app, assessment)))
        row = _row(app, assessment, found, because)
        app.store.insert("priority_results", {**row, "mark": _mark(app, row)})
        app.store.update("priority_assessments", assessment.id, {"state": str(State.SEALED)})
    return _sealed(app, {**row, "mark": _mark(app, row)})


def _check_unsealed(assessment: Assessment) -> None:
    if assessment.state is State.SEALED:
        raise RefusedError(say("{assessment} is sealed already.", assessment=assessment.title))


def _row(app: App, assessment: Assessment, found: Result, because: str) -> Row:
    """Return a sealed result as it is stored, but for its mark."""
    if not found.advisers:
        raise RefusedError(
            say("Nobody has handed in a sheet of {assessment}: there is nothing to seal.", assessment=assessment.title)
        )
    return {
        "assessment_id": assessment.id,
        "sealed_at": timestamp(app.clock.now()),
        "sealed_by": app.actor.name,
        "because": " ".join(because.split()),
        "result": json.dumps(as_data(found), ensure_ascii=False, sort_keys=True),
    }


def version(found: Result) -> int:
    """Return a number that is another one as soon as anything that counts is: sheets, weights, decisions."""
    text = json.dumps(as_data(evolve(found, robustness=None, opinions=(), made_on="")), sort_keys=True)
    return int.from_bytes(sha256(text.encode()).digest()[:6])


def check_seen(found: Result, seen: int | None) -> None:
    """Refuse to seal another result than the one that was looked at.

    Args:
        found: the result as it is now.
        seen: the version that was looked at; None where that is not known.

    Raises:
        ConflictError: it is another one.
    """
    if seen not in {None, version(found)}:
        raise ConflictError(say("Something that counts was changed meanwhile: look at the result again, then seal it."))


def take(app: App, progress: Told, *, assessment: int, because: str, seen: int | None = None) -> Done:
    """Seal a result with how robust it is, as a job; one that was begun again finds it sealed.

    Args:
        app: the App.
        progress: is told how many draws are done.
        assessment: the number of the assessment.
        because: on whose behalf, or why.
        seen: the version of the result that is meant.
    """
    found = finding.get(app, assessment)
    if found.state is not State.SEALED:
        seal(app, found, because=because, draws=DRAWS, seen=seen, progress=progress)
    sentence = say("The result of {title} is sealed.", title=found.title)
    return Done(sentence=sentence, path=f"/priorities/{found.id}/result")


def sealed(app: App, assessment: Assessment) -> Sealed | None:
    """Return the sealed result of an assessment, and whether it is as it was sealed; None where it is not sealed.

    Organisations that the actor may not see are left out of it.
    """
    row = rows.of_assessment(app.store, assessment.id)
    return _visible(assessment, _sealed(app, row)) if row else None


def standing(
    app: App, assessment: Assessment, *, draws: int = 0, second: bool = False, progress: Progress | None = None
) -> tuple[Result, Sealed | None]:
    """Return the result that counts: the sealed one where there is one, else what the closed round comes to now.

    Args:
        app: the App.
        assessment: which one.
        draws: how many draws are made to see how robust it is, unless that was sealed with it; 0: none.
        second: whether other methods are asked, too.
        progress: is told how many draws are done.

    Raises:
        RefusedError: the round is still open, or the sealed result was altered so far that it cannot be read.
    """
    kept = sealed(app, assessment)
    if kept is None:
        return scoring.result(app, assessment, draws=draws, second=second, progress=progress), None
    if kept.result is None:
        raise RefusedError(altered(assessment, kept))
    found = kept.result
    if draws and found.robustness is None:
        found = evolve(found, robustness=opinions.robust(assessment, found, draws=draws, progress=progress))
    return (evolve(found, opinions=opinions.second(found)) if second else found), kept


def altered(assessment: Assessment, kept: Sealed) -> Sentence:
    """Return the sentence on a result that is not as it was sealed."""
    return say(
        "This is not the result that {who} sealed on {day}: it was altered in the database, or moved here without its"
        " key. Restore {title} from a backup before anybody relies on it.",
        who=kept.sealed_by,
        day=as_read(kept.sealed_at),
        title=assessment.title,
    )


def _mark(app: App, row: Row) -> str:
    parts = [str(row["assessment_id"]), row["sealed_at"], row["sealed_by"], row["because"], row["result"]]
    told = json.dumps(parts, ensure_ascii=False).encode()
    return hmac.digest(app.secret(_SECRET), told, "sha256").hex()


def _sealed(app: App, row: Row) -> Sealed:
    try:
        result: Result | None = structure(json.loads(row["result"]), Result, file="the sealed result")
    except (ValueError, OutreachError):
        result = None
    return Sealed(
        assessment_id=row["assessment_id"],
        sealed_at=row["sealed_at"],
        sealed_by=row["sealed_by"],
        because=row["because"],
        result=result,
        genuine=hmac.compare_digest(row["mark"], _mark(app, row)),
    )


def _visible(assessment: Assessment, kept: Sealed) -> Sealed:
    """Return a result without what the actor may not see; places stay as they are."""
    seen = {one.key for one in assessment.subjects}
    if kept.result is None or all(one.subject in seen for one in kept.result.scores):
        return kept
    found = kept.result
    return evolve(
        kept,
        result=evolve(
            found,
            scores=tuple(one for one in found.scores if one.subject in seen),
            unknowns=None,
            stability=(),
            balance=None,
            drops=(),
            explanations=tuple(one for one in found.explanations if {one.ahead, one.behind} <= seen),
            influence=(),
            robustness=None,
        ),
    )
