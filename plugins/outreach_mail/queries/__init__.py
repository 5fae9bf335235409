"""The SQL of e-mail: what leaves; ``returns`` is what comes back."""

from outreach_mail.queries.sending import ADDRESSES, by_mail, paces, said, set_paces, under_way

__all__ = ["ADDRESSES", "by_mail", "paces", "said", "set_paces", "under_way"]
