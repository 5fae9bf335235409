"""The channel of letters: each is printed on a numbered sheet and given to somebody who hands it to the post."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from attrs import define, evolve, field, frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Commit, DeliveryState, Dispatch, Letter, Message, Outcome, Settle
from outreach_post.model import Address, JobKind, Pack, label
from outreach_post.queries import addresses, jobs
from outreach_post.service.enclosing import a_cover, enclosed, lacking_in
from outreach_post.service.filing import Files, Print, is_whole, open_files
from outreach_post.service.stationery import Stationery, digest, stationery_for_sending
from outreach_post.typesetting import packs

# What is set at once: some hundred megabytes, and as much paper as a printer takes without complaint.
_MOST_PAGES = 400
NO_GLYPH = "no-glyph"
"""The code of a message that no font can print."""


def open_printer(app: App, place: str) -> "Printer":
    """Return what prints letters into the folder of a mailing.

    Raises:
        DeliveryError: typst or a font is missing, or the folder cannot be written to.
    """
    return Printer(app, open_files(app, place), stationery_for_sending(app))


@frozen(kw_only=True)
class _Envelope:
    """A message, where it goes, and whether a sheet of it was made before."""

    message: Message
    address: Address
    lines: tuple[str, ...]
    digest: str
    copy: bool = False


@define
class Printer:
    """Prints letters, one job for each language, those that stay in the country first and by postcode.

    It never asks ``commit``: nothing leaves. What was made for a message before a program was killed is taken as it is
    where its file is whole; otherwise it is printed once more and says that it is a copy.
    """

    app: App
    files: Files
    paper: Stationery
    notes: list[str] = field(factory=list)

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        """Print letters.

        Raises:
            DeliveryError: the disk is full, or the folder is gone.
        """
        envelopes = [self._envelope(one) for one in messages]
        found = made_before(self.app, {one.message.id: one.digest for one in envelopes})
        settle([printed(one, where) for one, where in found.items() if where])
        rest = [evolve(one, copy=one.message.id in found) for one in envelopes if not found.get(one.message.id)]
        if not rest:
            return
        whole = dispatch.get(self.app, messages[0].dispatch_id)
        letters = dispatch.letters(self.app, whole.id)
        for language in dict.fromkeys(one.message.language for one in rest):
            some = sorted((one for one in rest if one.message.language == language), key=self._order)
            size = max(1, _MOST_PAGES // (len(letters) + 2 if letters else 1))
            for begin in range(0, len(some), size):
                self._print(whole, letters, language, some[begin : begin + size], settle)

    def arrived(self, messages: Sequence[Message]) -> Mapping[int, bool]:
        """Return nothing: what is printed is never in doubt."""
        return {}

    def close(self) -> None:
        """Let go of nothing."""

    def _envelope(self, message: Message) -> _Envelope:
        address = addresses.read(message.name, message.address)
        lines = self.paper.lines(address)
        return _Envelope(message=message, address=address, lines=lines, digest=digest(self.app, lines))

    def _order(self, one: _Envelope) -> tuple[bool, str, str, str, int]:
        country = one.address.country or self.paper.home
        return country != self.paper.home, country, one.address.postcode, one.message.name, one.message.id

    def _print(
        self, whole: Dispatch, letters: list[Letter], language: str, some: list[_Envelope], settle: Settle
    ) -> None:
        """Print what one job holds, but for what no font can print, which is left out and said."""
        told = {one.message.id: lacking_in(self.paper, self._pack(whole, letters, one, "")) for one in some}
        settle([left_out(number, why) for number, why in told.items() if why])
        fit = [one for one in some if not told[one.message.id]]
        if not fit:
            return
        document = partial(self._document, whole, letters, fit)
        job_id, path = self.files.make(JobKind.LETTERS, whole.id, whole.name, language, document)
        settle([printed(one.message.id, label(job_id, number)) for number, one in enumerate(fit, 1)])
        self.notes.append(f"Job {job_id} is {path}; once it is in the letter box: outreach post handed {job_id}")

    def _document(self, whole: Dispatch, letters: list[Letter], some: list[_Envelope], job_id: int) -> Print:
        numbered = [*enumerate(some, 1)]
        made = packs(
            self.paper.press,
            [self._pack(whole, letters, one, label(job_id, number)) for number, one in numbered],
            window=self.paper.window,
            sheet=self.paper.labels,
            paper=self.paper.paper,
            at=self.app.clock.now(),
        )
        pages = pages_of(made.parts)
        return Print(
            pdf=made.pdf,
            sheets=[
                {
                    "number": number,
                    "delivery_id": one.message.id,
                    "contact_id": one.message.contact_id,
                    "pages": pages[str(one.message.id)],
                    "country": one.address.country or self.paper.home,
                    "copy": int(one.copy),
                    "digest": one.digest,
                }
                for number, one in numbered
            ],
        )

    def _pack(self, whole: Dispatch, letters: list[Letter], one: _Envelope, number: str) -> Pack:
        message, today = one.message, self.app.clock.today()
        said = (message.language, message.subject, message.body)
        cover = a_cover(self.paper, str(message.id), number, message.name, one.lines, said, today)
        own = ((message.name, self.paper.sender_lines(one.address, message.language)),)
        return enclosed(whole, letters, evolve(cover, copy=one.copy), message.fields, own)


def made_before(app: App, digests: Mapping[int, str]) -> dict[int, str]:
    """Return of some deliveries those that have a sheet, and where it lies if it can be used as it is, else nothing.

    Args:
        app: the App.
        digests: the delivery, and the digest of what is to stand on its sheet.
    """
    found, whole = dict[int, str](), dict[str, bool]()
    for row in jobs.of_deliveries(app.store, digests):
        file = row["file"]
        if file not in whole:
            whole[file] = is_whole(Path(file), row["whole"])
        same = row["digest"] == digests[row["delivery_id"]] and not row["posted_at"] and not row["pulled_at"]
        found[row["delivery_id"]] = label(row["job_id"], row["number"]) if same and whole[file] else ""
    return found


def pages_of(parts: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Return how many pages each pack has, by the name of the letter on top, with which those of its parts begin."""
    found: dict[str, int] = {}
    for part, (first, last) in parts.items():
        name = part.partition("-")[0]
        found[name] = found.get(name, 0) + last - first + 1
    return found


def printed(delivery_id: int, where: str) -> Outcome:
    """Return what becomes of a message that was printed."""
    return Outcome(id=delivery_id, state=DeliveryState.IN_HAND, code="printed", reply=f"sheet {where}")


def left_out(delivery_id: int, why: str) -> Outcome:
    """Return what becomes of a message that no font can print."""
    return Outcome(id=delivery_id, state=DeliveryState.FAILED, code=NO_GLYPH, reply=why)
