"""Options for the rules of an assessment, which are fixed before anybody rates."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_priority.formulas.combination import Rule
from outreach_priority.model import Rules

_OPTIONS = {
    "combining": ("--combining", click.Choice([one.value for one in Rule]), "How the two analyses become one."),
    "alpha": ("--alpha", float, "Share of the international analysis, 0 to 1."),
    "threshold": ("--threshold", float, "From which value on an analysis speaks for a sector, 0 to 1."),
    "discuss_spread": ("--discuss-spread", float, "Discuss an item whose quartiles are so many steps apart, 0 to 4."),
    "discuss_unknown": ("--discuss-unknown", float, "Discuss an item that this share does not know, 0 to 1."),
    "settled_below": ("--settled-below", float, "No further round if a smaller share of ratings changed, 0 to 1."),
    "least": ("--least", int, "How many advisers a value needs at least; with fewer it is called thin."),
    "rounds": ("--rounds", int, "How many rounds there may be."),
    "reserve": ("--reserve", float, "Share of every resource that is kept back from the budget, 0 to 1."),
}


def rules_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add options for the rules to a command, which gets them as ``rules``."""

    def run(*args: Any, no_late: bool, **given: Any) -> Any:
        said = {key: given.pop(key) for key in _OPTIONS}
        try:
            rules = Rules(late=not no_late, **{key: value for key, value in said.items() if value is not None})
        except ValueError as error:
            raise InvalidInputError(say("The rules cannot be: {error}.", error=error)) from None
        return function(*args, rules=rules, **given)

    decorated: Any = update_wrapper(run, function)
    decorated = click.option("--no-late", is_flag=True, help="Take no sheets after the deadline.")(decorated)
    default = Rules()
    for key, (name, kind, told) in reversed(_OPTIONS.items()):
        usual = getattr(default, key)
        shown = usual.value if isinstance(usual, Rule) else usual
        decorated = click.option(name, key, type=kind, default=shown, show_default=True, help=told)(decorated)
    return decorated  # type: ignore[no-any-return]
