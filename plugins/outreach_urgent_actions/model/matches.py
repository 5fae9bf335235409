"""Who gets an issue and who does not, and the sentences of each reason."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_crm.text import later

REASONS: Mapping[str, str] = {
    "interest": later("signed up for {said}"),
    "sector": later("signed up as the sector {sector}: {said}"),
    "everything": later("signed up for everything"),
    "at-least": later("was promised more than their own keywords have brought"),
    "over-limit": later("is over the limit this once, because a life is at risk"),
}
"""Why somebody gets an issue: key to sentence, with ``{…}`` for the data."""

RULES: Mapping[str, str] = {
    "no-keyword": later("signed up for none of its keywords"),
    "no-original": later("did not get the first issue"),
    "excluded": later("signed up for no issue with one of its keywords"),
    "already-sent": later("received it before"),
    "members-only": later("it is for members only, and they are none"),
    "own-country": later("it is about their own country"),
    "paused": later("paused until {detail}"),
    "language-missing": later("reads it in no language but {detail}, and there is no such text"),
    "limit": later("the limit is reached: {detail} received in its time"),
    "kept-back": later("their limit is kept for other Urgent Actions of this month"),
}
"""Why somebody who signed up does not get an issue: rule to sentence, with ``{detail}``."""


@frozen(kw_only=True)
class Matched:
    """What a match found: how many are to get it, and by rule how many it fits and who do not."""

    recipients: int
    held: Mapping[str, int] = field(factory=dict)
