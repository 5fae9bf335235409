"""Options that many commands have: each with one name, one meaning and one sentence."""

from collections.abc import Callable
from typing import Any

import click

_Option = Callable[[Callable[..., Any]], Callable[..., Any]]

because_option = click.option("--because", default="", help="Why, for the history.")
confirm_option = click.option(
    "--confirm-warnings", is_flag=True, help="Go on in spite of the warnings, and write down why: --because."
)
day_first_option = click.option(
    "--day-first/--month-first", default=None, help="How 3/4/2026 is meant, where no day tells."
)
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
dry_sending_option = click.option(
    "--dry-run", is_flag=True, help="Say who would get what, who would not and why, and send nothing."
)
encoding_option = click.option("--encoding", default="", help="Of a text that is not UTF-8, such as cp1252.")
map_option = click.option(
    "--map", "pairs", multiple=True, metavar="HEADER=FIELD", help="What a column says; empty leaves it out."
)
needed_because_option = click.option("--because", required=True, help="Why, for the history.")
place_option = click.option("--to", "place", metavar="FOLDER", default="", help="Where the channel puts it: a folder.")
replace_option = click.option("--replace", is_flag=True, help="Replace a file that is there.")
version_option = click.option(
    "--version", metavar="CHANGE", type=int, help="Refuse if it was changed since this change."
)
yes_option = click.option("--yes", is_flag=True, help="Do not ask first.")


def by_option(when: str = "By when", name: str = "by", *, default: str | None = "") -> _Option:
    """Return ``--by``: the day until which something is to be done.

    Args:
        when: what that day is: "By when it is needed".
        name: how the command calls it.
        default: what the command gets where nobody says.
    """
    said = f"{when}: friday, 2w, 2026-03-09."
    return click.option("--by", name, metavar="DAY", default=default, help=said)


def limit_option(usual: int | None, what: str = "", *, most: int = 1_000_000, otherwise: str = "") -> _Option:
    """Return ``--limit``: how many of what are shown at most.

    Args:
        usual: how many it is where nobody says; None: the command decides, which ``otherwise`` says.
        what: of what, in the plural.
        most: the greatest number that is taken.
        otherwise: what it is where nobody says, as "all".
    """
    said = f"How many{f' {what}' if what else ''} at most{f'; else {otherwise}' if otherwise else ''}."
    kind = click.IntRange(1, most)
    told = usual is not None
    return click.option("--limit", type=kind, default=usual, show_default=told, help=said)


def on_option(when: str = "When", name: str = "on") -> _Option:
    """Return ``--on``: the day of what is written down, or the day as of which something is shown.

    Args:
        when: what that day is, as a newcomer would ask for it: "Since when", "The last day".
        name: how the command calls it.
    """
    said = f"{when}: yesterday, 2026-03-09; else today."
    return click.option("--on", name, metavar="DAY", default="", help=said)
