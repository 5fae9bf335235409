"""An edition of a publication that comes again and again, and how many cases it should have."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from outreach_crm.text import say


@frozen(kw_only=True)
class Edition:
    """An edition of a series such as a magazine: its cases and those of them that have ended.

    ``at_least`` is how many cases it should have.
    """

    series: str
    cases: tuple[str, ...]
    ended: tuple[str, ...] = ()
    at_least: int = 0

    @property
    def warnings(self) -> Iterator[str]:
        """What somebody should know before it leaves, in sentences without an end."""
        if len(self.cases) < self.at_least:
            yield say(
                "an edition of {series} has at least {least} cases, and this one has {n}",
                series=self.series,
                least=self.at_least,
                n=len(self.cases),
            )
        for ref in self.ended:
            yield say("{ref} stands in it, and nobody is to write about it any more", ref=ref)


def read_series(written: Iterable[str]) -> dict[str, int]:
    """Return how many cases an edition of each series has at least, from lines such as ``magazine=9``.

    Raises:
        ValueError: a line is none of these.
    """
    found = {}
    for line in written:
        name, sign, number = line.rpartition("=")
        if not (sign and name.strip() and number.strip().isdecimal()):
            raise ValueError(
                say("{line!r} is not a series with its least number of cases; write magazine=9", line=line)
            )
        found[name.strip().lower()] = int(number)
    return found
