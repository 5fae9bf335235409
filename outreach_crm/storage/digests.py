"""Keyed digests (HMAC-SHA-256): whoever has not the key can neither make nor guess them.

Imported where one is made, because reading commands need none and hashlib is slow to load.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable


def keyed(key: bytes, *texts: str) -> bytes:
    """Return the digest of some texts, one after the other, under a key: 32 bytes."""
    return hmac.digest(key, "".join(texts).encode(), "sha256")


def chained(key: bytes, texts: Iterable[str]) -> bytes:
    """Return the digest of texts that come one by one, under a key: 32 bytes."""
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for text in texts:
        digest.update(text.encode())
    return digest.digest()


def marking(key: bytes, size: int) -> Callable[[str], bytes]:
    """Return what gives the first bytes of the digest of a text under a key, for many texts in turn."""
    started = hmac.new(key, digestmod=hashlib.sha256)

    def mark(text: str) -> bytes:
        digest = started.copy()
        digest.update(text.encode())
        return digest.digest()[:size]

    return mark


def same(one: str, other: str) -> bool:
    """Return whether two digests are equal, in a time that says nothing of how much of them is."""
    return hmac.compare_digest(one, other)


def plain(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal, where there is nothing to hide."""
    return hashlib.sha256(text.encode()).hexdigest()
