"""Names the way where members cannot be written to because no basis for meetings is recorded of them."""

from collections.abc import Iterable

from outreach_crm.privacy import service as privacy
from outreach_crm.text import Sentence, say

PURPOSE = "meetings"
"""For what those invited are written to."""


def lacks_basis(rules: Iterable[str]) -> bool:
    """Return whether one of the rules that leave somebody out is that no basis for it is recorded, or none holds."""
    return not privacy.NEED_A_BASIS.isdisjoint(rules)


def way_to_basis(group: str, rules: Iterable[str]) -> Sentence | None:
    """Return how a basis is recorded for all members of a group; None where nobody is left out for want of one.

    The command stands in a clause of its own, which pages leave out.

    Args:
        group: the name of the group.
        rules: the keys of the rules that leave somebody out.
    """
    if not lacks_basis(rules):
        return None
    return say(
        "A basis for all members at once is recorded on the privacy page of {group}; outreach privacy grant --group"
        ' "{group}" --purpose {purpose} --basis BASIS --source SOURCE does it too (outreach privacy bases lists them).',
        group=group,
        purpose=PURPOSE,
    )
