"""The group of commands ``outreach cases``."""

import click

from outreach_cases.cli.belonging import file, link, note
from outreach_cases.cli.deciding import decide, level, stop
from outreach_cases.cli.doing import activities, activity, letters, prompt, report
from outreach_cases.cli.importing import import_
from outreach_cases.cli.reading import list_, show
from outreach_cases.cli.writing import add, edit


@click.group()
def cases() -> None:
    """Long-term cases: their levels, what we decided, and what belongs to them."""


for _command in (
    *(activities, activity, add, decide, edit, file, import_, letters, level, link, list_, note, prompt, report),
    *(show, stop),
):
    cases.add_command(_command)
