"""The day's list and tasks from the command line."""

import json
from collections.abc import Callable

from click.testing import Result

Cli = Callable[..., Result]


def test_each_line_of_the_day_comes_with_the_command_that_settles_it(cli: Cli) -> None:
    number = json.loads(cli("tasks", "add", "Write to the bar", "--by", "yesterday", "--json").stdout)["id"]
    assert f"outreach tasks done {number}" in cli("today").stdout
    cli("tasks", "done", str(number))
    assert "Nothing is due" in cli("today").stdout


def test_the_day_is_an_array_for_machines(cli: Cli) -> None:
    cli("tasks", "add", "Write to the bar", "--by", "yesterday")
    lines = json.loads(cli("today", "--json").stdout)
    assert [(line["group"], line["sentence"]) for line in lines] == [("Tasks", "Write to the bar")]


def test_a_reminder_is_settled_by_its_reference(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("log", "ruiz", "called", "--follow-up", "today")
    ref = json.loads(cli("today", "--json").stdout)[0]["ref"]
    cli("tasks", "snooze", ref, "2w")
    assert json.loads(cli("today", "--json").stdout) == []


def test_a_reference_with_a_typing_error_is_one_sentence(cli: Cli) -> None:
    for text in ("contacts7", "²", "contacts:²", "9" * 30):
        assert "neither a number nor a reference" in cli("tasks", "done", text, code=1).stderr


def test_a_task_is_not_put_off_to_a_day_that_is_past(cli: Cli) -> None:
    number = json.loads(cli("tasks", "add", "Write to the bar", "--json").stdout)["id"]
    assert "is past" in cli("tasks", "snooze", str(number), "yesterday", code=1).stderr


def test_the_list_of_tasks_says_whom_each_is_about(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("tasks", "add", "Send brochures", "--contact", "ruiz")
    assert "Ana Ruiz" in cli("tasks", "list").stdout


def test_what_is_done_or_put_off_is_one_document_for_machines(cli: Cli) -> None:
    number = str(json.loads(cli("tasks", "add", "Write to the bar", "--by", "today", "--json").stdout)["id"])
    assert json.loads(cli("tasks", "snooze", number, "2w", "--json").stdout)["title"] == "Write to the bar"
    assert json.loads(cli("tasks", "done", number, "--json").stdout)["done_on"]
    cli("contacts", "add", "Ana Ruiz")
    ref = f"timeline_entries:{json.loads(cli('log', 'ruiz', 'called', '--follow-up', 'today', '--json').stdout)['id']}"
    assert json.loads(cli("tasks", "done", ref, "--json").stdout)["reminder"]["ref"] == ref
