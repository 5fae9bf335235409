"""Command ``outreach meetings pack``."""

from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.packs import Pack

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("group")
@telling.ON
@click.option("--to", "folder", metavar="FOLDER", type=_PATH, help="A new folder: the pack as PDF, and all papers.")
@click.option("--circle", is_flag=True, help="With what only your circle sees: for its members, not for all.")
@json_option
@with_app
def pack(app: App, group: str, on: str, folder: Path | None, circle: bool) -> None:
    """Show the pack of a meeting of GROUP, or write it with all papers: pack "Doctors' group" --to april."""
    found = service.meant(app, group, on)
    if folder is not None:
        files = service.write_folder(app, found, folder, circle=circle)
        output.record(
            {"folder": str(folder), "files": [one.name for one in files]},
            lambda: output.say("\n".join(f"Written: {one}" for one in files)),
        )
        return
    made = service.pack(app, found, circle=circle)
    output.record(made, lambda: _print(made, f"outreach meetings pack {found.command}", circle=circle))


def _print(made: Pack, command: str, *, circle: bool) -> None:
    output.title(telling.heading(made.title, made.group))
    for label, text in made.facts:
        output.prose(f"{label}: {text}")
    output.say(f"\nInvited: {', '.join(made.people) or 'nobody yet'}")
    rows = [[one.number, one.title, one.owner, one.minutes or "", ", ".join(one.papers)] for one in made.points]
    if rows:
        output.table(["", "Item", "Whose", "Minutes", "Papers"], rows)
        output.say(made.told)
    for chapter in made.chapters:
        output.say(f"\n{chapter.title}")
        output.prose(chapter.text)
        for one in chapter.lines:
            output.prose(f"- {one}", indent="  ")
    if made.left_out:
        output.say(f"\nLeft out because only a circle sees it: {made.left_out}. For the circle: {command} --circle")
    output.say(f"\nAs PDF with all papers: {command}{' --circle' if circle else ''} --to FOLDER")
