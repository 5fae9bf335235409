"""A limit: what is counted, and how often it may be done in a while."""

from attrs import frozen


@frozen
class Limit:
    """Something that may be done so many times in so many seconds, counted from the first of them.

    Args:
        what: the words that tell it from anything else, such as what is done and from which network: of them a keyed
            digest is kept and nothing more, for they may be an address or a password.
        times: how often.
        seconds: in how many seconds.
    """

    what: tuple[str, ...]
    times: int
    seconds: int
