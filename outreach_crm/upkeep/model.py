"""What a check of the installation finds."""

from attrs import frozen


@frozen(kw_only=True)
class Finding:
    """One thing that was looked at: what, whether it is in order, and a sentence that says what to do."""

    subject: str
    ok: bool
    sentence: str
