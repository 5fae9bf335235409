"""Letters, packs, labels and lists of calls as PDF: the templates of typst, and what they are given."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_post.typesetting.pages import calls, labels, letters, packs
    from outreach_post.typesetting.wording import country_line, words

__all__ = ["calls", "country_line", "labels", "letters", "packs", "words"]

__getattr__ = names_from(
    __name__,
    {
        "outreach_post.typesetting.pages": "calls labels letters packs",
        "outreach_post.typesetting.wording": "country_line words",
    },
)
