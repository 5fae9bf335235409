"""What several commands ask for: an interest as people write it."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from outreach_urgent_actions.model import Rate, read_rate
from outreach_urgent_actions.service import Wish

_ASKED = (
    click.option("--like", default="", metavar="SECTOR", help="Key of a sector: all that its file watches."),
    click.option(
        "--keyword",
        "keywords",
        multiple=True,
        metavar="KEYWORD",
        help="A keyword; more of one kind widen, others narrow.",
    ),
    click.option(
        "--occupation", "occupations", multiple=True, metavar="KEYWORD", help="An occupation or group of people: nurse."
    ),
    click.option(
        "--region", "regions", multiple=True, metavar="REGION", help="A region of the world or a country: Americas."
    ),
    click.option(
        "--not", "unwanted", multiple=True, metavar="KEYWORD", help="A keyword that takes an Urgent Action away."
    ),
)


def wish_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an interest as one argument, ``wish``."""

    def run(*args: Any, **given: Any) -> Any:
        names = ("like", "keywords", "occupations", "regions", "unwanted")
        wish = Wish(**{name: given.pop(name) for name in names})
        return function(*args, wish=wish, **given)

    wrapped: Callable[..., Any] = update_wrapper(run, function)
    for option in reversed(_ASKED):
        wrapped = option(wrapped)
    return wrapped


class RateType(click.ParamType[Rate]):
    """A number of Urgent Actions in some months."""

    name = "rate"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Rate:
        """Return the rate that a text means."""
        if isinstance(value, Rate):
            return value
        try:
            return read_rate(value)
        except ValueError:
            self.fail(f"{value!r} is not a rate; write 1/month, '4 a month' or '1 every other month'.", param, ctx)


RATE = RateType()
