"""What a returned mail says, as pure functions over its bytes; in the program they run in a limited worker."""

from outreach_mail.bounces.reading import read, read_all
from outreach_mail.bounces.texts import own_words

__all__ = ["own_words", "read", "read_all"]
