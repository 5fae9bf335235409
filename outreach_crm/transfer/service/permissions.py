"""Who must not be brought back, and on which basis and with which consents somebody is kept."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Self

from attrs import field, frozen

from outreach_crm.app import App
from outreach_crm.contacts.model import Kind
from outreach_crm.contacts.service.bulk import Whole
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Basis, ConsentDraft, Need, State
from outreach_crm.text import say
from outreach_crm.transfer import queries
from outreach_crm.transfer.model import Consent, FieldChange, Record
from outreach_crm.transfer.service.outcomes import Terms

# Whom, for which purpose, by which way, for which sector, and whether it is the person's own word.
Matter = tuple[int, str, str, str, bool]


@frozen
class Said:
    """A basis or consent that a record tells of, and whether it says on which day."""

    draft: ConsentDraft
    own_word: bool
    dated: bool

    def about(self, whole: Whole) -> Matter:
        """Return the matter it is about: what was said later about the same one holds."""
        return whole.key, self.draft.purpose, self.draft.channel, self.draft.sector, self.own_word

    def told(self) -> FieldChange:
        """Return it as people read it."""
        what = (self.draft.state.value, self.draft.basis, self.draft.purpose, self.draft.channel, self.draft.sector)
        day = self.draft.given_on.isoformat() if self.draft.given_on else ""
        return FieldChange(field="consent", before="", after=" ".join(part for part in (*what, day) if part))


@frozen
class Permissions:
    """What of bases and consents is written in one import.

    Args:
        app: the App.
        terms: what holds for the whole import.
        file: name of the file, their source where it names none.
        own: the basis of consents that the file tells of.
        all: what holds for every person.
    """

    app: App
    terms: Terms
    file: str
    own: Basis | None
    all: tuple[Said, ...] = field(default=())

    @classmethod
    def of(cls, app: App, terms: Terms, file: str) -> Self:
        """Return what is written in one import.

        Raises:
            NotFoundError: there is no such basis or purpose.
            InvalidInputError: the basis has no purpose, or wants more to be said.
        """
        basis = privacy.find_basis(app, terms.basis) if terms.basis else None
        if terms.purpose:
            privacy.find_purpose(app, terms.purpose)
        if basis is not None and not terms.purpose:
            raise InvalidInputError(say("Say for which purpose: --purpose KEY; outreach privacy purposes lists them."))
        own = basis if basis and basis.own_word else next((one for one in privacy.bases(app) if one.own_word), None)
        made = cls(app, terms, file, own)
        if basis is None:
            return made
        if why := made._lacks(basis, file):
            raise InvalidInputError(why)
        sectors = terms.sectors if basis.special and terms.sectors else ("",)
        drafts = (made._draft(basis, purpose=terms.purpose, sector=sector) for sector in sectors)
        return cls(app, terms, file, own, tuple(Said(draft, basis.own_word, dated=False) for draft in drafts))

    def read(self, record: Record) -> tuple[list[Said], list[tuple[Consent, str]]]:
        """Return what a person's record tells of, and what of it cannot be written, with the reason."""
        said, left = [*self.all], []
        for one in record.consents:
            try:
                said.append(self._said(one))
            except InvalidInputError as error:
                left.append((one, sentence_of(error)))
        return said, left

    def present(self, ids: Collection[int]) -> dict[Matter, str]:
        """Return on which day something was said last of some contacts, by what it is about."""
        return {
            (row["contact_id"], row["purpose"], row["channel"], row["sector"], bool(row["own_word"])): row["given_on"]
            for row in queries.permitted(self.app.store, ids)
        }

    def news(self, whole: Whole, said: Iterable[Said], present: dict[Matter, str]) -> Iterator[Said]:
        """Yield what is to be written of a contact: what is said later than all that is known of the same matter.

        What has no day is said today where nothing is known, and else not at all.
        """
        for one in said if whole.kind == Kind.PERSON else ():
            about, today = one.about(whole), self.app.clock.today().isoformat()
            day = one.draft.given_on.isoformat() if one.draft.given_on else today
            if about not in present or (one.dated and present[about] < day):
                present[about] = day
                yield one

    def write(self, page: Sequence[tuple[Whole, Said]]) -> None:
        """Write what is new of some contacts, in the open step."""
        if page:
            privacy.record_each(self.app, ((whole.id or 0, said.draft) for whole, said in page))

    def _said(self, one: Consent) -> Said:
        day = self._day(one.given_on)
        source = one.source or f"import of {self.file}"
        purpose = one.purpose or self.terms.purpose
        if purpose and purpose not in {known.key for known in privacy.purposes(self.app)}:
            raise InvalidInputError(
                say("There is no purpose {purpose!r}; outreach privacy purposes lists them.", purpose=purpose)
            )
        if one.channel and one.channel not in privacy.channels(self.app):
            raise InvalidInputError(say("{channel!r} is not a way to reach somebody.", channel=one.channel))
        if not one.granted:
            state = State.WITHDRAWN
            draft = ConsentDraft(state=state, purpose=purpose, channel=one.channel, source=source, given_on=day)
            return Said(draft, own_word=True, dated=day is not None)
        if self.own is None or not purpose:
            raise InvalidInputError(say("A consent needs a purpose; say which one holds for the whole file."))
        if why := self._lacks(self.own, source):
            raise InvalidInputError(why)
        draft = self._draft(self.own, purpose=purpose, channel=one.channel, source=source, given_on=day)
        return Said(draft, own_word=True, dated=day is not None)

    def _draft(
        self,
        basis: Basis,
        *,
        purpose: str,
        channel: str = "",
        sector: str = "",
        source: str = "",
        given_on: date | None = None,
    ) -> ConsentDraft:
        return ConsentDraft(
            purpose=purpose,
            channel=channel,
            sector=sector,
            basis=basis.key,
            source=source or f"import of {self.file}",
            wording=self.terms.wording,
            given_on=given_on,
        )

    def _lacks(self, basis: Basis, source: str) -> str:
        there = {Need.SOURCE: source, Need.WORDING: self.terms.wording, Need.PROOF: self.terms.wording}
        lacking = next((need for need in basis.needs if not there[need].strip()), None)
        if not lacking:
            return ""
        return say("{basis!r} needs what exactly was agreed to; give it with --wording.", basis=basis.key)

    def _day(self, text: str) -> date | None:
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            raise InvalidInputError(say("{text!r} is not a day.", text=text)) from None
        if day is not None and day > self.app.clock.today():
            raise InvalidInputError(say("{text} has not come yet.", text=text))
        return day


def suppressed(app: App, wholes: Sequence[Whole]) -> frozenset[str]:
    """Return those address keys of contacts that are suppressed; see ``privacy.service.is_suppressed``."""
    return frozenset(privacy.is_suppressed(app, {key for whole in wholes for _, key in whole.points}))
