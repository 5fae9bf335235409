"""What a line says happened."""

import pytest

from outreach_crm.timeline.model import EntryKind, kind_of


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("called, will sign", EntryKind.CALL),
        ("Phoned her secretary", EntryKind.CALL),
        ("e-mailed the petition", EntryKind.EMAIL),
        ("wrote to thank them", EntryKind.LETTER),
        ("met at the congress", EntryKind.MEETING),
        ("visited the office", EntryKind.VISIT),
        ("recalled the invitation", EntryKind.NOTE),
        ("!", EntryKind.NOTE),
    ],
)
def test_the_first_word_says_what_happened(line: str, kind: EntryKind) -> None:
    assert kind_of(line) is kind
