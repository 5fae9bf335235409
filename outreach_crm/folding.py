"""Folds the lines of vCards and calendars, which are not to be longer than 75 octets (RFC 6350, 3.2; RFC 5545, 3.1)."""

_WIDTH = 75
"""Octets of a line, its break not counted."""


def folded(line: str) -> bytes:
    """Return a line in UTF-8 without its last break, in parts of 75 octets at most and no character cut in two."""
    whole = line.encode("utf-8", "replace")
    parts = []
    start, room = 0, _WIDTH
    while len(whole) - start > room:
        end = start + room
        while whole[end] & 0xC0 == 0x80:  # in the middle of a character
            end -= 1
        parts.append(whole[start:end])
        start, room = end, _WIDTH - 1  # the blank that begins the next line counts
    return b"\r\n ".join([*parts, whole[start:]])
