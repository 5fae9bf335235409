"""Sheets of labels: those that are sold everywhere, and sizes of one's own."""

import re
from collections.abc import Mapping

from attrs import field, frozen, validators

from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.text import say

_NUMBER = r"\d{1,3}(?:\.\d{1,4})?"
_OWN = re.compile(
    rf"(?P<width>{_NUMBER})\s*x\s*(?P<height>{_NUMBER})\s*,\s*(?P<across>\d{{1,2}})\s*x\s*(?P<down>\d{{1,2}})"
    rf"(?:\s*,\s*margins\s+(?P<left>{_NUMBER})\s*/\s*(?P<top>{_NUMBER}))?"
    rf"(?:\s*,\s*gaps\s+(?P<gap_x>{_NUMBER})\s*/\s*(?P<gap_y>{_NUMBER}))?(?:\s*,\s*(?P<paper>a4|us-letter))?",
    re.IGNORECASE,
)
PAPERS: Mapping[str, tuple[float, float]] = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
"""Width and height of the papers there are, in millimetres."""
_SLACK = 0.05


@frozen(kw_only=True)
class Sheet:
    """A sheet of labels, in millimetres.

    Args:
        width: of a label.
        height: of a label.
        across: how many stand beside each other.
        down: how many stand below each other.
        left: from the left edge of the sheet to the first label.
        top: from its upper edge to the first label.
        gap_x: between two labels beside each other.
        gap_y: between two labels below each other.
        paper: ``a4`` or ``us-letter``.
    """

    width: float = field(validator=validators.gt(0))
    height: float = field(validator=validators.gt(0))
    across: int = field(validator=validators.gt(0))
    down: int = field(validator=validators.gt(0))
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0
    paper: str = "a4"

    @property
    def size(self) -> int:
        """How many labels a sheet has."""
        return self.across * self.down

    @property
    def fits(self) -> bool:
        """Whether its labels stand on its paper."""
        width, height = PAPERS[self.paper]
        right = self.left + self.across * self.width + (self.across - 1) * self.gap_x
        below = self.top + self.down * self.height + (self.down - 1) * self.gap_y
        return right <= width + _SLACK and below <= height + _SLACK


SHEETS: Mapping[str, Sheet] = {
    # Avery's own data sheets: 63.5 x 38.1 mm in 3 x 7, 99.1 x 38.1 mm in 2 x 7, and 1 x 2 5/8 in in 3 x 10.
    "L7160": Sheet(width=63.5, height=38.1, across=3, down=7, left=7.25, top=15.15, gap_x=2.5),
    "L7163": Sheet(width=99.1, height=38.1, across=2, down=7, left=4.65, top=15.15, gap_x=2.5),
    "5160": Sheet(width=66.675, height=25.4, across=3, down=10, left=4.7625, top=12.7, gap_x=3.175, paper="us-letter"),
}


def read_sheet(text: str) -> Sheet:
    """Return the sheet of labels that somebody means.

    Args:
        text: ``L7160``, ``L7163`` or ``5160``; or a size in millimetres, width x height of a label, how many across x
            down, and where the first begins from the left and upper edge: ``70x36, 3 x 8, margins 0/4.5``; it may go on
            with ``gaps 2.5/0`` and the paper, ``us-letter``. Without margins the labels stand in the middle.

    Raises:
        InvalidInputError: there is no such sheet, or its labels do not fit on the paper.
    """
    known = next((sheet for name, sheet in SHEETS.items() if name.lower() == text.strip().lower()), None)
    if known:
        return known
    found = _OWN.fullmatch(text.strip())
    if found is None:
        raise InvalidInputError(
            say(
                "{text!r} is not a sheet of labels{suggestion}; there are {names}, or write a"
                " size of your own: 70x36, 3 x 8, margins 0/4.5.",
                text=text,
                suggestion=suggestion(text, SHEETS),
                names=", ".join(SHEETS),
            )
        )
    sheet = _of_own_size(found)
    if sheet is None or not sheet.fits:
        raise InvalidInputError(say("Labels of {text!r} do not fit on their paper.", text=text))
    return sheet


def _of_own_size(found: re.Match[str]) -> Sheet | None:
    told = {name: float(found[name] or 0) for name in ("width", "height", "left", "top", "gap_x", "gap_y")}
    across, down, paper = int(found["across"]), int(found["down"]), (found["paper"] or "a4").lower()
    if not (told["width"] and told["height"] and across and down):
        return None
    if found["left"] is None:
        width, height = PAPERS[paper]
        told["left"] = (width - across * told["width"] - (across - 1) * told["gap_x"]) / 2
        told["top"] = (height - down * told["height"] - (down - 1) * told["gap_y"]) / 2
        if told["left"] < 0 or told["top"] < 0:
            return None
    return Sheet(across=across, down=down, paper=paper, **told)
