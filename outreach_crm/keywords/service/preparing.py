"""Brings the shipped schemes into the database, once and again when they changed."""

import hashlib

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.keywords import queries
from outreach_crm.keywords.model import SchemeFile
from outreach_crm.keywords.scheme_file import load_scheme
from outreach_crm.keywords.service import loading
from outreach_crm.model import Problem
from outreach_crm.text import say


def prepare(app: App) -> tuple[Problem, ...]:
    """Load the schemes of program and plugins that are new or changed, and make the closure anew if it is stale.

    Cheap when there is nothing to do. Call it before joining ``v_keyword_closure``; the services of keywords do.

    Returns:
        What is wrong with scheme files that could not be loaded; the others are.
    """
    files, problems = _changed_files(app)
    if files:
        with app.change("load keyword schemes", final=True, action=None):
            plans = dict(zip(files, loading.plan_all(app.store, [*files.values()]), strict=True))
            for digest, plan in plans.items():
                loading.write_concepts(app.store, plan, digest)
            ids = queries.addresses(app.store)
            for plan in plans.values():
                loading.write_links(app.store, plan, ids)
                problems += plan.problems
    if not loading.closure_is_current(app.store):
        loading.make_closure(app.store)
    return tuple(problems)


def _changed_files(app: App) -> tuple[dict[str, SchemeFile], list[Problem]]:
    """Return the scheme files that are not in the database as they are, by their SHA-256."""
    known = {row["digest"] for row in queries.schemes(app.store).values()}
    files: dict[str, SchemeFile] = {}
    problems: list[Problem] = []
    for source in app.plugins.keywords():
        try:
            digest = hashlib.sha256(source.read_bytes()).hexdigest()
            if digest not in known:
                files[digest] = load_scheme(source)
        except OSError as error:
            problems.append(
                Problem(file=source.name, sentence=say("It cannot be read: {strerror}.", strerror=error.strerror))
            )
        except InvalidInputError as error:
            problems += error.problems or (Problem(sentence=sentence_of(error)),)
    return files, problems
