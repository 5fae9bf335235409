"""What an error says: the whole of it on a terminal, and without commands on a page."""

import ast
import re
from collections.abc import Iterator

import click
import pytest

import outreach_crm.errors
from outreach_crm.cli import main
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import Sentence, on_page, say
from tests.house import sources

_VALUE = re.compile(r"\{[a-z_0-9]+[^}]*\}")
_COMMAND = re.compile(r"\boutreach [a-z]|(?<![^\s(])--[a-z]")


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        ("There is no task 3; see outreach tasks list.", "There is no task 3."),
        ("There is a group Bar already: outreach groups show 5.", "There is a group Bar already."),
        (
            "Ana is in the trash; take it out first: outreach contacts restore 3",
            "Ana is in the trash; take it out first.",
        ),
        ("Ana changed it (outreach history 7 shows what); look again.", "Ana changed it; look again."),
        ("Say why it is decided anew (--because).", "Say why it is decided anew."),
        ("It is missing. See outreach ua show 4 and change it by outreach ua edit.", "It is missing."),
        ("Say whom you mean: --where country=France; outreach segments fields lists more.", "Say whom you mean."),
        ("St. John's (Oslo) is not one; there are a, b. outreach contacts kinds says more.", None),
        ("That is wrong; say it otherwise.", "That is wrong; say it otherwise."),
        ("Give the number", "Give the number"),
        ("Il n'y a pas de tâche 3\u00a0; voir outreach tasks list.", "Il n'y a pas de tâche 3."),
        ("Rien n'est parti\u00a0: outreach mail send 3. Il est tard.", "Rien n'est parti. Il est tard."),
        ("outreach backup makes one.", "outreach backup makes one."),
        ("", ""),
    ],
)
def test_a_page_leaves_out_what_names_a_command(said: str, reads: str | None) -> None:
    assert on_page(said) == (reads if reads is not None else "St. John's (Oslo) is not one; there are a, b.")
    assert str(NotFoundError(said)) == said
    assert NotFoundError(said).on_page == on_page(said)


def test_a_sentence_that_can_be_translated_stays_one() -> None:
    assert isinstance(InvalidInputError(say("Say until which day.")).on_page, Sentence)


def raised() -> Iterator[tuple[str, str]]:
    """What the program says in errors, as far as it stands where they are raised, and where."""
    for source in sources("outreach_crm", "plugins"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                yield f"{source.path}:{node.lineno}", written(node.exc.args[0])


def written(node: ast.expr) -> str:
    """A text as it stands, with a name for each of its values."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(written, node.values))
    if isinstance(node, ast.FormattedValue):
        return "Name"
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "say":
        return _VALUE.sub("Name", written(node.args[0]))
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_every_command_of_an_error_stands_in_a_clause_of_its_own() -> None:
    naming = {place: said for place, said in raised() if _COMMAND.search(said) and "/cli" not in place}
    assert len(naming) > 50
    wrong = {place: on_page(said) for place, said in naming.items() if _COMMAND.search(on_page(said))}
    assert wrong == {}
    assert [one for one in naming.values() if on_page(one) == one] == []


def named() -> Iterator[tuple[str, str]]:
    """The commands that are made of the name of a kind of thing, and where: ``outreach groups list``."""
    told = {"number_meant": (3, 4, "list"), "the_one": (2, 3, "list"), "unique_name": (1, 9, "show")}
    for source in sources("outreach_crm", "plugins"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in told:
                what, command, verb = told[node.func.id]
                texts = [written(one) for one in node.args]
                if texts[what]:
                    yield f"{source.path}:{node.lineno}", (texts[command:] or [f"{texts[what]}s {verb}"])[0]


def test_every_command_that_an_error_is_made_of_is_there() -> None:
    found = dict(named())
    assert len(found) > 8
    for place, line in found.items():
        noun, verb = line.split()[:2]
        command = main.get_command(main.make_context("outreach", [noun]), noun)
        assert isinstance(command, click.Group), (place, line)
        assert command.get_command(click.Context(command), verb), (place, line)


def test_every_error_that_is_written_where_it_is_raised_can_be_translated() -> None:
    errors = {name for name, one in vars(outreach_crm.errors).items() if isinstance(one, type)}
    plain = [
        f"{source.path}:{node.lineno}"
        for source in sources("outreach_crm", "plugins")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in errors and node.args
        if isinstance(node.args[0], ast.JoinedStr | ast.Constant) and ast.unparse(node.args[0]) not in {"''", '""'}
    ]
    assert plain == []
