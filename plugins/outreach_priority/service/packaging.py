"""What the levels of involvement take: as shipped, and as a section says it anew for an assessment or a sector."""

from functools import cache
from pathlib import Path

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError, sentence_of
from outreach_crm.meaning import suggestion
from outreach_crm.text import beginning, say
from outreach_crm.written import read_toml, structure
from outreach_priority.model import Assessment, Subject
from outreach_priority.model.involvement import Level, Package, PackageDraft, PackageFile
from outreach_priority.queries import packages as queries
from outreach_priority.service.deciding import subject_meant

SHIPPED = Path(__file__).parents[1] / "packages.toml"


@cache
def shipped() -> tuple[Package, ...]:
    """Return the packages that come with the program; of a structure, one for each model."""
    return structure(read_toml(SHIPPED), PackageFile, file=SHIPPED.name).package


def packages_of(app: App, assessment: Assessment) -> dict[str, tuple[Package, ...]]:
    """Return by key what the levels take for each sector or organisation, lowest first.

    What was said for one of them counts before what was said for all, and that before what is shipped.
    """
    own = queries.own_packages(app.store, assessment.id)
    general = {one.package.level: one.package for one in own if one.subject_id is None}
    found = {}
    for subject in assessment.subjects:
        special = {one.package.level: one.package for one in own if one.subject_id == subject.id}
        found[subject.key] = tuple((general | special).get(level, _shipped(level)) for level in Level)
    return found


def overview(app: App, assessment: Assessment) -> tuple[tuple[Package, ...], tuple[tuple[Subject, Package], ...]]:
    """Return what the levels take for all that is judged, lowest first, and what was said otherwise for one of it."""
    usual = tuple(_now(app, assessment, None, level) for level in Level)
    of_one = [one for one in queries.own_packages(app.store, assessment.id) if one.subject_id is not None]
    special = (
        (subject, one.package) for subject in assessment.judged for one in of_one if one.subject_id == subject.id
    )
    return usual, tuple(special)


def package_of(app: App, assessment: Assessment, level: Level, subject: str = "") -> Package:
    """Return what a level takes for one sector or organisation, by key or title; for all of them where none is named.

    Raises:
        InvalidInputError: it is the level none, which takes nothing.
        NotFoundError: no such sector or organisation is judged.
    """
    if level is Level.NONE:
        raise InvalidInputError(say("The level none takes nothing; say what another one takes."))
    return _now(app, assessment, subject_meant(assessment, subject) if subject.strip() else None, level)


def set_package(app: App, assessment: Assessment, draft: PackageDraft, *, because: str = "") -> Package:
    """Say anew what a level takes, for one sector or organisation or for all of them.

    Raises:
        InvalidInputError: there is no such level or model, or a number makes no sense.
        NotFoundError: no such sector or organisation is judged.
    """
    level = read_level(draft.level)
    with app.change("set package of effort", because=because):
        package = _changed(package_of(app, assessment, level, draft.subject), draft)
        subject = subject_meant(assessment, draft.subject) if draft.subject.strip() else None
        values = {
            "model": package.model,
            "share": package.share,
            "volunteer_hours": package.volunteer_hours,
            "staff_hours": package.staff_hours,
            "money": package.money,
        }
        there = _own_row(app, assessment, subject, level)
        if there is None:
            pointer = {"assessment_id": assessment.id, "subject_id": subject.id if subject else None}
            app.store.insert("priority_packages", {**pointer, "level": level.value, **values})
        else:
            app.store.update("priority_packages", there, values)
        return package


def drop_package(app: App, assessment: Assessment, text: str, subject: str = "", *, because: str = "") -> Package:
    """Let a level take again what it takes otherwise, and return that.

    Raises:
        NotFoundError: nothing was said of it.
    """
    level = read_level(text)
    with app.change("drop package of effort", because=because):
        whose = subject_meant(assessment, subject) if subject.strip() else None
        there = _own_row(app, assessment, whose, level)
        if there is None:
            raise NotFoundError(say("Nothing of its own was said of the level {level}.", level=level))
        app.store.delete("priority_packages", there)
        return _now(app, assessment, whose, level)


def read_level(text: str) -> Level:
    """Return a level as people write it: ``single-action``.

    Raises:
        InvalidInputError: there is none of that name.
    """
    wanted = " ".join(text.replace("-", " ").lower().split())
    if wanted not in [*Level]:
        raise InvalidInputError(
            say(
                "{text!r} is no level{suggestion}; there are {names}.",
                text=text,
                suggestion=suggestion(wanted, Level),
                names=", ".join(Level),
            )
        )
    return Level(wanted)


def _now(app: App, assessment: Assessment, subject: Subject | None, level: Level) -> Package:
    if subject is not None:
        return next(one for one in packages_of(app, assessment)[subject.key] if one.level is level)
    own = queries.own_packages(app.store, assessment.id)
    said = [one.package for one in own if one.subject_id is None and one.package.level is level]
    return said[0] if said else _shipped(level)


def _own_row(app: App, assessment: Assessment, subject: Subject | None, level: Level) -> int | None:
    whose = subject.id if subject else None
    own = queries.own_packages(app.store, assessment.id)
    return next((one.id for one in own if one.subject_id == whose and one.package.level is level), None)


def _shipped(level: Level, model: str = "") -> Package:
    return next(one for one in shipped() if one.level is level and one.model in {model or one.model})


def _changed(package: Package, draft: PackageDraft) -> Package:
    given = {
        name: value
        for name in ("share", "volunteer_hours", "staff_hours", "money")
        if (value := getattr(draft, name)) is not None
    }
    try:
        if draft.model is not None and draft.model != package.model:
            package = evolve(package, model=draft.model)  # says what is wrong with it
            package = _shipped(package.level, draft.model)
        return evolve(package, **given, own=True)
    except ValueError as error:
        raise InvalidInputError(say("{error}.", error=beginning(sentence_of(error)))) from None
