"""What becomes of printed sheets: handed to the post, printed again, or pulled since something is against them."""

from collections.abc import Collection
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.policy import Action
from outreach_crm.privacy import service as privacy
from outreach_crm.text import say
from outreach_post.model import HandedOn, Job, JobKind, Laid, Made, Pulled, Taken, read_numbers
from outreach_post.queries import jobs
from outreach_post.service import objecting
from outreach_post.service.filing import is_whole

_LIMIT = 50


def list_jobs(app: App, mailing: str = "", limit: int = _LIMIT) -> list[Job]:
    """Return the latest jobs, of all mailings or of one.

    Raises:
        NotFoundError: there is no such mailing.
    """
    dispatch_id = dispatch.resolve(app, mailing).id if mailing else 0
    return jobs.jobs(app.store, dispatch_id, limit)


def get(app: App, job_id: int, kind: JobKind | None = None) -> Job:
    """Return a job.

    Args:
        app: the App.
        job_id: its number.
        kind: what it has to be, where that matters.

    Raises:
        NotFoundError: there is none of that number.
        InvalidInputError: it is of another kind.
    """
    found = jobs.job(app.store, job_id)
    if found is None:
        raise NotFoundError(say("There is no job {job_id}; outreach post jobs lists them.", job_id=job_id))
    if kind is not None and found.kind is not kind:
        raise InvalidInputError(
            say("Job {job_id} is a list of calls; outreach phone log settles them one by one.", job_id=job_id)
        )
    return found


def content(app: App, job_id: int) -> tuple[str, bytes]:
    """Return the file of a job, its name and what is in it; that somebody took it is written down.

    Raises:
        NotFoundError: there is no such job, or its file is gone or is not as it was made.
        RefusedError: in it is somebody whom the actor may not see.
    """
    job = get(app, job_id)
    if jobs.has_hidden(app.store, job_id):
        raise RefusedError(say("In it are people whom you may not see. Somebody of their circle prints this."))
    path, row = Path(job.file), jobs.making(app.store, job_id)
    if not job.file or row is None or not is_whole(path, row["digest"]):
        raise NotFoundError(
            say("The file of job {job_id} is not there any more as it was made; print it again.", job_id=job_id)
        )
    purpose = dispatch.get(app, job.dispatch_id).purpose
    privacy.log_access(app, say("take the file of job {n}", n=job_id), purpose, job.sheets)
    return path.name, path.read_bytes()


def laid_out(app: App, job_id: int) -> list[Laid]:
    """Return the sheets of a job by number, each with what became of it or stands against it.

    Raises:
        NotFoundError: there is no such job.
    """
    get(app, job_id)
    sheets = jobs.sheets(app.store, job_id)
    against = objecting.against(app, sheets)
    return [Laid(sheet=one, against="" if one.posted or one.pulled else against.get(one.id, "")) for one in sheets]


def handed(app: App, job_id: int, *, except_: str = "", already: bool = False, because: str = "") -> HandedOn:
    """Say that a job was handed to the post, but for what must not go any more, which is to be pulled first.

    Args:
        app: the App.
        job_id: which job.
        except_: numbers of sheets that were not: ``14,17``.
        already: they are in the letter box, whatever stands against them: all count as posted, and what should not have
            gone is told. Of what was made again since, it is the later sheet that counts.
        because: why.

    Raises:
        NotFoundError: there is no such job.
        InvalidInputError: it is a list of calls, or there is no such sheet.
        ConflictError: nothing of it is left to be posted.
    """
    get(app, job_id, JobKind.LETTERS)
    sheets = jobs.sheets(app.store, job_id)
    kept_back = read_numbers(except_, [one.number for one in sheets])
    ours = [one for one in sheets if not one.posted and not one.pulled and one.number not in kept_back]
    if not any(one.is_open for one in ours):
        raise ConflictError(
            say(
                "Nothing of job {job_id} is left to be posted; outreach post pull lists what must not go.",
                job_id=job_id,
            )
        )
    with app.change("hand to post", because=because, final=True, action=Action.SEND):
        against = objecting.against(app, ours)
        gone = [one for one in ours if one.is_open and (already or one.id not in against)]
        ids = [one.delivery_id for one in gone]
        dispatch.hand_over(app, ours[0].dispatch_id, ids, already=already, because=because)
        jobs.posted(app.store, [one.id for one in gone])
    job = get(app, job_id)
    wrong = [(_pulled(job.dispatch, one, against[one.id]), one in gone) for one in ours if one.id in against]
    pull, went = (tuple(told for told, has_gone in wrong if has_gone is this) for this in (False, True))
    return HandedOn(job_id=job_id, posted=len(gone), left=job.open, pull=pull, gone=went)


def again(app: App, job_id: int, *, only: str = "", because: str = "") -> int:
    """Let sheets of a job be printed once more, marked as copies, and return how many; the first ones must be pulled.

    Args:
        app: the App.
        job_id: which job.
        only: numbers of sheets: ``14,17``; else all that nobody posted.
        because: why.

    Raises:
        NotFoundError: there is no such job.
        InvalidInputError: there is no such sheet.
        ConflictError: nothing of it is in hand.
    """
    get(app, job_id)
    sheets = jobs.sheets(app.store, job_id)
    wanted = read_numbers(only, [one.number for one in sheets]) or {one.number for one in sheets}
    mine = [one for one in sheets if one.number in wanted and one.is_open]
    if not mine:
        raise ConflictError(say("Nothing of job {job_id} is in hand; outreach post jobs tells of each.", job_id=job_id))
    with app.change("print again", because=because, final=True):
        jobs.forget_file(app.store, job_id)
        return dispatch.take_back(app, [one.delivery_id for one in mine])


def pull_list(app: App, mailing: str = "") -> list[Pulled]:
    """Return the sheets that were printed and must not be posted, and why; who was erased is a number only.

    Args:
        app: the App.
        mailing: only of this one.

    Raises:
        NotFoundError: there is no such mailing.
    """
    return [pulled for pulled, _ in _to_pull(app, mailing, JobKind.LETTERS)]


def pulled(
    app: App,
    mailing: str = "",
    *,
    kind: JobKind = JobKind.LETTERS,
    only: Collection[str] | None = None,
    because: str = "",
) -> Taken:
    """Say that all sheets on the pull list were taken out of the pile, or all such lines struck from lists of calls.

    They never leave, but for those with another address: these are printed once more.

    Args:
        app: the App.
        mailing: only of this one.
        kind: sheets, or lines of lists of calls.
        only: the numbers that somebody was shown, since others may have come on the list meanwhile; else all.
        because: why.

    Raises:
        NotFoundError: there is no such mailing.
    """
    with app.change("pull letters", because=because, final=True):
        found = [one for one in _to_pull(app, mailing, kind) if only is None or one[0].sheet in only]
        again = [one.delivery_id for told, one in found if one.is_open and told.sentence == objecting.MOVED]
        again_in = dict.fromkeys(one.dispatch_id for _, one in found if one.delivery_id in again)
        dispatch.take_back(app, again)
        for dispatch_id in dict.fromkeys(one.dispatch_id for _, one in found):
            ids = [one.delivery_id for _, one in found if one.dispatch_id == dispatch_id and one.is_open]
            dispatch.pulled(app, dispatch_id, ids, because=because)
        jobs.pulled(app.store, [one.id for _, one in found])
    return Taken(pulled=tuple(told for told, _ in found), again=len(again), mailings=tuple(again_in))


def _to_pull(app: App, mailing: str, kind: JobKind) -> list[tuple[Pulled, Made]]:
    dispatch_id = dispatch.resolve(app, mailing).id if mailing else 0
    sheets = jobs.unsettled(app.store, kind, dispatch_id)
    against = objecting.against(app, sheets)
    names = {one: dispatch.get(app, one).name for one in {sheet.dispatch_id for sheet in sheets}}
    return [(_pulled(names[one.dispatch_id], one, against[one.id]), one) for one in sheets if one.id in against]


def _pulled(name: str, one: Made, sentence: str) -> Pulled:
    return Pulled(sheet=one.label, name=one.name, sentence=sentence, dispatch=name)
