"""A newsletter that tells of what was stopped, and what somebody is to do about it."""

from attrs import field, frozen

from outreach_crm.text import Sentence, count


@frozen(kw_only=True)
class ToldBefore:
    """A newsletter that was there for some readers before what it told of, under a title, was stopped.

    It had left to them; or it is made for them and in the hands of somebody, who can still keep it back.
    """

    dispatch_id: int
    name: str
    title: str
    readers: int
    in_hand: bool = field(converter=bool)

    @property
    def to_do(self) -> Sentence:
        """What somebody is to do about it."""
        if self.in_hand:
            return count(
                self.readers,
                "Keep back the copy of {mailing} that is in somebody's hand: it tells of {title}, which is stopped",
                "Keep back the {n} copies of {mailing} that are in somebody's hand: it tells of {title}, which is"
                " stopped",
                mailing=self.name,
                title=self.title,
            )
        return count(
            self.readers,
            "Write to the reader of {mailing}: it told of {title}, which is stopped",
            "Write to the {n} readers of {mailing}: it told of {title}, which is stopped",
            mailing=self.name,
            title=self.title,
        )
