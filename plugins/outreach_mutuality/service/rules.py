"""Finds the rules by which requests are assessed: those that come with the program, and a section's own."""

from collections.abc import Mapping
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import suggestion
from outreach_crm.written import meanings, read_toml, structure
from outreach_mutuality.model.assessing import Rule, Rules
from outreach_mutuality.model.requests import RequestKind
from outreach_mutuality.model.settings import MutualitySettings

# What calls for a second look stands near the beginning: so many letters are looked through.
_LOOKED_THROUGH = 20_000
SHIPPED = Path(__file__).parents[1] / "rules"


def read(path: Path) -> tuple[Rule, ...]:
    """Return the rules of a file.

    Raises:
        InvalidInputError: it is no TOML, or holds unknown, missing or wrong keys, or a key twice; with all problems.
    """
    rules = structure(read_toml(path), Rules, file=path.name).rules
    keys = [one.key for one in rules]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise InvalidInputError(f"{path.name} has the rule {twice!r} twice.")
    return rules


def all_rules(app: App) -> dict[str, Rule]:
    """Return the rules of this installation by key, in order; a section's own one replaces one of the same key.

    Raises:
        InvalidInputError: a file cannot be right.
        NotFoundError: the folder in the settings does not exist.
    """
    own = app.settings.of("mutuality", MutualitySettings).rules
    folders = [SHIPPED, *([Path(own).expanduser()] if own else [])]
    if gone := next((one for one in folders if not one.is_dir()), None):
        raise NotFoundError(f"There is no folder {gone} to read rules from.")
    paths = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    return {rule.key: rule for path in paths for rule in read(path)}


def put(app: App, kind: RequestKind) -> dict[str, Rule]:
    """Return the rules that are put for a kind of request, by key, in order."""
    return {key: rule for key, rule in all_rules(app).items() if rule.is_put(kind)}


def signs(rules: Mapping[str, Rule], *told: str) -> dict[str, str]:
    """Return which of some rules call for a second look, by their keys, each with the word that says so.

    Args:
        rules: the rules by their keys.
        told: what is looked through: who asks or is asked, and for what.
    """
    text = " ".join(told)[:_LOOKED_THROUGH]
    return {key: word for key, rule in rules.items() if (word := meanings.first_of(rule.signs, text))}


def find(app: App, key: str) -> Rule:
    """Return a rule.

    Raises:
        NotFoundError: there is none of that key.
    """
    there = all_rules(app)
    if key not in there:
        raise NotFoundError(f"There is no rule {key!r}{suggestion(key, there)}; there are {', '.join(there)}.")
    return there[key]
