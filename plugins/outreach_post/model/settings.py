"""The settings of letters and calls."""

from attrs import frozen


@frozen(kw_only=True)
class PostSettings:
    """Settings of letters and calls.

    Args:
        sender: the address of the section as it stands over a letter, a line each.
        window: which window the envelopes have: ``din-5008``, ``uk`` or none, ``""``.
        labels: the sheet of labels: ``L7160``, ``L7163``, ``5160``, or a size of your own.
        folder: where what is to be printed is put, unless a mailing says another place.
        fonts: folders with fonts beside those that come with the program.
    """

    sender: str = ""
    window: str = "din-5008"
    labels: str = "L7160"
    folder: str = ""
    fonts: tuple[str, ...] = ()
