"""What leaves for people and by which way, and what they answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen, validators

from outreach_crm.model.pointers import Ref


@frozen(kw_only=True)
class Channel:
    """A way in which messages reach people: a folder of files, e-mail, letters, a list of telephone calls.

    Args:
        key: its name on the command line and in what is stored.
        title: how people read it.
        alone: how they read it where one message goes to one contact, as an answer does; else the title. Empty of a way
            that makes sense for many only, such as one letter to each household.
        medium: by what it reaches them, as consents know it: ``email``, ``post``, ``phone``.
        addresses: a SELECT of ``contact_id``, ``address_key``, ``address`` and ``rank`` from ``selection s`` and
            published views, with ``:today``: how each contact can be reached this way, smallest rank first. Whoever has
            no row cannot be reached; contacts of one ``address_key`` (a keyed digest, or a word such as
            ``contact:12``, never the address itself) get one copy between them.
        target: where it is made, ``package.module:factory``: called with the App and the place that a dispatch names,
            it returns an ``outreach_crm.dispatch.model.Carrier``.
        by_hand: whether somebody takes on what it makes, such as a letter to be posted: it can be pulled until then.
        next_step: the command by which somebody goes on with what it made, such as ``phone list``; the number of the
            mailing follows it. Empty where nothing is left to be done.
        page: the path of the page where somebody does that, with ``{id}`` for the number of the mailing.
        advice: what its messages lack by the settings there are, ``package.module:function``: called with the App, it
            returns sentences, which previews tell.
        answers_to: the mail address that answers to its messages come to, ``package.module:function``: called with the
            App, it returns it. Empty of a way on which nobody answers.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z-]*"))
    title: str
    medium: str
    addresses: str
    target: str
    by_hand: bool = False
    next_step: str = ""
    page: str = ""
    advice: str = ""
    answers_to: str = ""
    alone: str = field()

    @alone.default
    def _as_for_many(self) -> str:
        return self.title


@frozen(kw_only=True)
class Mail:
    """What somebody wrote in answer to a message of ours, without what they quote.

    ``contact_id`` is whom the message went to, 0 while nobody knows which it was; ``on`` is the day they wrote it;
    ``files`` is what came with it, such as the answer to an invitation: the name, media type (``text/calendar``) and
    bytes of each.
    """

    contact_id: int
    sender: str
    subject: str
    text: str
    on: date
    files: tuple[tuple[str, str, bytes], ...] = ()


@frozen(kw_only=True)
class NewsItem:
    """Something that a newsletter can tell under a heading: its title, more lines, what it is about, since when."""

    heading: str
    title: str
    lines: tuple[str, ...] = ()
    ref: Ref
    on: date


@frozen(kw_only=True)
class Objection:
    """A no that holds, to be carried into an older copy of the database, which does not know of it.

    Somebody said it to us; or we took access from somebody, such as a token.

    Args:
        table: the table of the feature that it was said to.
        uid: what the contact is known by outside; empty where it is about none, such as an address, whoever has it.
        values: what the feature needs to say it again.
    """

    table: str
    uid: str = ""
    values: Mapping[str, Any] = field(factory=dict)
