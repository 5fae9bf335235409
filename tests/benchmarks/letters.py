"""Letters by the thousand: 5,000 of one page set, and the same from the outbox into files and sheets."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import CHECKS, Draft, Text
from outreach_post.service import making
from tests.benchmarks.frame import ENVIRON, Figure, benchmark

LETTERS, SECONDS, MEGABYTES = 5_000, 20, 600
_PARAGRAPH = (
    "The Minister is asked to see to it that the trial is open, that those held are seen by a doctor of their own"
    " choice, and that the law on associations is brought into line with the treaties to which the state is a party."
)
_BODY = "\n\n".join(("{salutation},", *[f"{_PARAGRAPH} {_PARAGRAPH}"] * 3, "With thanks,\nYour Section"))
_CONTACT = {"kind": "organisation", "words": "[]", "added_on": "2026-01-01", "country": "DE"}


@benchmark("letters")
def letters() -> Iterator[Figure]:
    """5,000 letters of one page with window, date and three justified paragraphs, in a process of their own."""
    for what, title in (("set", "5,000 letters set"), ("print", "5,000 letters from the outbox, written and settled")):
        told = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.letters", what], check=True, capture_output=True, text=True
        )
        seconds, megabytes, pages = map(float, told.stdout.split())
        assert pages == LETTERS
        met = seconds <= SECONDS
        yield Figure(title=title, value=seconds, unit="s CPU", goal=f"at most {SECONDS} s", met=met)
        met = megabytes <= MEGABYTES
        yield Figure(title=f"{title}: memory", value=megabytes, unit="MB", goal=f"at most {MEGABYTES} MB", met=met)


def _set() -> tuple[float, int]:
    from datetime import UTC, date, datetime

    from outreach_post.model import WINDOWS, Page
    from outreach_post.typesetting import Press
    from outreach_post.typesetting import letters as set_letters

    start, pages, press = process_time(), 0, Press.open()
    at, size = datetime(2026, 3, 9, tzinfo=UTC), 400
    for begin in range(0, LETTERS, size):
        parts = [
            Page(
                part=str(number),
                language="en",
                name=f"Ana Ruiz {number}",
                to=(f"Ana Ruiz {number}", f"Lange Straße {number}", "10115 Berlin"),
                sender=("Section", "12 Long Street"),
                on=date(2026, 3, 9),
                subject="The law on associations",
                body=_BODY.replace("{salutation}", f"Dear Ana Ruiz {number}"),
                number=f"1-{number}",
            )
            for number in range(begin, min(begin + size, LETTERS))
        ]
        made = set_letters(press, parts, window=WINDOWS["din-5008"], paper="a4", at=at)
        pages += max(last for _, last in made.parts.values())
    return process_time() - start, pages


def _print() -> tuple[float, int]:
    with TemporaryDirectory() as folder:
        app = App.open(str(Path(folder) / "letters.db"), environ=ENVIRON)
        _readers(app)
        text = Text(language="en", subject="The law on associations", body=_BODY)
        made = dispatch.draft(
            app, Draft(name="Letters", purpose="mailings", texts=(text,), channel="post", place=f"{folder}/post")
        )
        with app.store.selection() as chosen:
            chosen.fill("select id as contact_id from v_contacts")
            dispatch.freeze(app, made.id, chosen)
        dispatch.check(app, made.id, CHECKS)
        dispatch.approve(app, made.id)
        start = process_time()
        printed = making.print_mailing(app, str(made.id))
        taken = process_time() - start
        assert all(Path(one.file).is_file() for one in printed.jobs)
        app.close()
        return taken, sum(one.pages for one in printed.jobs)


def _readers(app: App) -> None:
    with app.change("benchmark"):
        app.store.insert_many(
            "contacts",
            (
                {**_CONTACT, "uid": f"{number:016x}", "name": f"Ana Ruiz {number}", "sort_name": f"ruiz {number}"}
                for number in range(LETTERS)
            ),
        )
        ids = [row["id"] for row in app.store.rows("select id from contacts")]
        place = {"postcode": "10115", "town": "Berlin", "country": "DE"}
        app.store.insert_many(
            "contact_addresses", ({"contact_id": one, "lines": f"Lange Straße {one}", **place} for one in ids)
        )
    app.store.execute("analyze")


if __name__ == "__main__":
    seconds, pages = {"set": _set, "print": _print}[sys.argv[1]]()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{seconds} {memory} {pages}\n")
