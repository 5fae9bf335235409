"""Finds questionnaires: those that come with the program, a section's own, and any file."""

from pathlib import Path

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.text import say
from outreach_crm.written import read_toml, structure
from outreach_priority.model import Questionnaire
from outreach_priority.model.settings import PrioritySettings

SHIPPED = Path(__file__).parents[1] / "questionnaires"


def read(path: Path) -> Questionnaire:
    """Return what a file of a questionnaire says.

    Raises:
        InvalidInputError: it is no TOML, or holds unknown, missing or wrong keys; with all problems.
    """
    return structure(read_toml(path), Questionnaire, file=path.name)


def all_questionnaires(app: App) -> dict[str, Questionnaire]:
    """Return the questionnaires of this installation by key; a section's own file replaces one of the same name.

    Raises:
        InvalidInputError: a file cannot be right.
        NotFoundError: the folder in the settings does not exist.
    """
    own = app.settings.of("priority", PrioritySettings).questionnaires
    folders = [SHIPPED, *([Path(own).expanduser()] if own else [])]
    if gone := next((one for one in folders if not one.is_dir()), None):
        raise NotFoundError(say("There is no folder {gone} to read questionnaires from.", gone=gone))
    paths = {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
    found = {stem: read(path) for stem, path in paths.items()}
    if other := next((stem for stem, one in found.items() if one.key != stem), None):
        raise InvalidInputError(
            say(
                "{paths} holds the questionnaire {key!r}; name it for its key.",
                paths=paths[other].name,
                key=found[other].key,
            )
        )
    return found


def get(app: App, form: str) -> Questionnaire:
    """Return the questionnaire somebody means.

    Args:
        app: the App.
        form: its key, or the path of a file that ends in ``.toml``.

    Raises:
        NotFoundError: there is none.
        InvalidInputError: its file cannot be right.
    """
    if form.endswith(".toml"):
        return read(Path(form).expanduser())
    found = all_questionnaires(app)
    if form not in found:
        raise NotFoundError(
            say(
                "There is no questionnaire {form!r}{suggestion}; there are {names}.",
                form=form,
                suggestion=suggestion(form, found),
                names=", ".join(sorted(found)),
            )
        )
    return found[form]
