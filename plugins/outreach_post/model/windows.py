"""Windows of envelopes: where the address stands on a folded sheet so that it is seen whichever way that slides."""

from collections.abc import Mapping

from attrs import frozen


@frozen(kw_only=True)
class Window:
    """A window, in millimetres on the sheet: what stands inside these bounds is seen through it.

    Args:
        left: from the left edge of the sheet.
        top: from its upper edge.
        width: how wide.
        height: how high.
        back: how high the line with the sender's address over it is; 0 where there is none.
        body: from where on, from the upper edge, the letter itself may begin.
        folds: where the sheet is folded, from the upper edge.
    """

    left: float
    top: float
    width: float
    height: float
    back: float = 0.0
    body: float
    folds: tuple[float, ...] = ()


WINDOWS: Mapping[str, Window] = {
    # DIN 5008:2020, form B: address field 85 x 45 mm at 20/45 mm, of which the lowest 27.3 mm are the address itself
    # and the 17.7 mm above are for the return address and remarks; text begins 25 mm from the left edge.
    "din-5008": Window(left=25, top=62.7, width=75, height=27.3, back=5, body=98.5, folds=(105.0, 210.0)),
    # DIN 5008:2020, form A: the same 18 mm higher.
    "din-5008-a": Window(left=25, top=44.7, width=75, height=27.3, back=5, body=80.5, folds=(87.0, 192.0)),
    # DL (110 x 220 mm), window 35 x 90 mm at 20 mm from the left and 18 mm from below (BS 4264); A4 folded in three
    # parts of 99 mm slides 11 mm up and down and 10 mm sideways.
    "uk": Window(left=22, top=57.5, width=76, height=23, body=99, folds=(99.0, 198.0)),
    # C5 (162 x 229 mm), window 35 x 90 mm at 20 mm from the left and 60 mm from below; A4 folded once slides 13.5 mm
    # up and down and 19 mm sideways.
    "uk-c5": Window(left=22, top=67.5, width=68, height=21, body=99, folds=(148.5,)),
    # No. 10 (4 1/8 x 9 1/2 in), window 1 1/8 x 4 1/2 in at 7/8 in from the left and 1/2 in from below; US letter folded
    # in three parts of 93.1 mm slides 11.6 mm up and down and 25 mm sideways.
    "us-10": Window(left=24, top=64, width=85, height=16.5, body=94, folds=(93.1, 186.2)),
    # No window: the address stands where a reader looks for it.
    "": Window(left=25, top=50, width=85, height=32, body=92),
}
