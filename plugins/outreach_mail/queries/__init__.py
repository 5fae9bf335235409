"""The SQL of e-mail: what leaves; ``returns`` is what comes back."""

from outreach_mail.queries.sending import ADDRESSES, all_by_mail, by_mail, paces, said, set_paces, under_way

__all__ = ["ADDRESSES", "all_by_mail", "by_mail", "paces", "said", "set_paces", "under_way"]
