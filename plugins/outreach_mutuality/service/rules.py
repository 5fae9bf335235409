"""Finds the rules by which requests are assessed: those that come with the program, and a section's own."""

from collections.abc import Mapping
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.text import Sentence, say
from outreach_crm.written import meanings, read_toml, structure
from outreach_mutuality.model.assessing import Rule, Rules
from outreach_mutuality.model.requests import RequestKind
from outreach_mutuality.model.settings import MutualitySettings

# What calls for a second look stands near the beginning: so many letters are looked through.
_LOOKED_THROUGH = 20_000
SHIPPED = Path(__file__).parents[1] / "rules"
_MONEY = say("money is asked for")
_ASKED = {
    RequestKind.SPEAKER: say("a speaker is asked for"),
    RequestKind.CO_SPONSOR: say("a sponsor is asked for"),
    RequestKind.SIGN_ON: say("a signature is asked for"),
    RequestKind.LOGO: say("a logo is asked for"),
    RequestKind.FUNDS: _MONEY,
    RequestKind.PREMISES: say("a room is asked for"),
    RequestKind.INFORMATION: say("information is asked for"),
    RequestKind.JOINT_EVENT: say("a joint event is asked for"),
    RequestKind.PUBLICITY: say("publicity is asked for"),
    RequestKind.OTHER: say("it is none of the usual kinds"),
}


def read(path: Path) -> tuple[Rule, ...]:
    """Return the rules of a file.

    Raises:
        InvalidInputError: it is no TOML, or holds unknown, missing or wrong keys, or a key twice; with all problems.
    """
    rules = structure(read_toml(path), Rules, file=path.name).rules
    keys = [one.key for one in rules]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise InvalidInputError(say("{path} has the rule {twice!r} twice.", path=path.name, twice=twice))
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
        raise NotFoundError(say("There is no folder {gone} to read rules from.", gone=gone))
    paths = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    return {rule.key: rule for path in paths for rule in read(path)}


def put(app: App, kind: RequestKind, amount: float = 0.0) -> dict[str, Rule]:
    """Return the rules that are put for a kind of request, with the money it is about, by key, in order."""
    return {key: rule for key, rule in all_rules(app).items() if rule.is_put(kind, amount)}


def second_looks(
    rules: Mapping[str, Rule], *told: str, kind: RequestKind | None = None, amount: float = 0.0
) -> dict[str, Sentence]:
    """Return which of some rules call for a second look, by their keys, each with why.

    Args:
        rules: the rules by their keys.
        told: what is looked through: who asks or is asked, and for what.
        kind: what is asked of us; None where we ask.
        amount: the money it is about.
    """
    text = " ".join(told)[:_LOOKED_THROUGH]
    return {key: why for key, rule in rules.items() if (why := _why(rule, text, kind, amount))}


def _why(rule: Rule, text: str, kind: RequestKind | None, amount: float) -> Sentence | None:
    if word := meanings.first_of(rule.signs, text):
        return say("'{word}' stands in it", word=word)
    if rule.with_amount and amount > 0:
        return _MONEY
    return _ASKED[kind] if kind in rule.outright else None


def find(app: App, key: str) -> Rule:
    """Return a rule.

    Raises:
        NotFoundError: there is none of that key.
    """
    there = all_rules(app)
    if key not in there:
        raise NotFoundError(
            say(
                "There is no rule {key!r}{suggestion}; there are {names}.",
                key=key,
                suggestion=suggestion(key, there),
                names=", ".join(there),
            )
        )
    return there[key]
