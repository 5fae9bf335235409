"""Mends what the doctor found and what can be mended without asking anybody."""

import os
from collections.abc import Iterator

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.keys import key_file
from outreach_crm.storage.contents import remove_unnamed
from outreach_crm.text import count, say
from outreach_crm.upkeep import queries
from outreach_crm.upkeep.service.backing_up import forget_old_images, left_over


def mend(app: App) -> list[str]:
    """Mend words, rights of the key, erasures that were not finished, what was left behind; return what was done."""
    return [*_words(app), *_key(app), *_erasures(app), *_copies(app), *_files(app), *_journal(app)]


def _words(app: App) -> Iterator[str]:
    with app.store.write():
        wrong = queries.wrong_words(app.store)
        if wrong:
            queries.mend_words(app.store)
            yield count(
                wrong,
                "What is found by words is right again for {n} row.",
                "What is found by words is right again for {n} rows.",
            )


def _key(app: App) -> Iterator[str]:
    path = key_file(app.store)
    if path and path.exists() and os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
        yield say("Only you can read {path} now.", path=path)


def _erasures(app: App) -> Iterator[str]:
    report = erasure.erase_again(app, "erased before; an older copy had them") if erasure.still_there(app) else None
    if report:
        yield count(
            report.contacts,
            "{n} contact that had been erased was erased again.",
            "{n} contacts that had been erased were erased again.",
        )
    if erasure.is_unfinished(app):
        yield erasure.finish(app) or say("The files do not hold any more what was erased.")


def _copies(app: App) -> Iterator[str]:
    for path in left_over(app):
        path.unlink(missing_ok=True)
        yield say("{path} was left behind and is removed.", path=path)


def _journal(app: App) -> Iterator[str]:
    forgotten = forget_old_images(app)
    if forgotten:
        yield count(
            forgotten,
            "The journal forgot what {n} row was long ago.",
            "The journal forgot what {n} rows were long ago.",
        )


def _files(app: App) -> Iterator[str]:
    with app.store.write():
        gone = sum(remove_unnamed(app.store).values())
    if gone:
        yield count(
            gone,
            "The contents of {n} file that belonged to nothing any more are gone.",
            "The contents of {n} files that belonged to nothing any more are gone.",
        )
