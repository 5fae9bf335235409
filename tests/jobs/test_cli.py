"""Commands on jobs."""

from collections.abc import Callable

from click.testing import Result


def test_nothing_waits_at_first(cli: Callable[..., Result]) -> None:
    assert "No long work was asked for." in cli("jobs", "list").stdout
    assert "Nothing waits." in cli("jobs", "run").stdout
    assert cli("jobs", "run", "--json").stdout == "[]\n"
    assert "There is no job 7" in cli("jobs", "stop", "7", code=1).stderr
