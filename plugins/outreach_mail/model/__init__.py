"""What sending and fetching mail is made of: settings and records."""

from outreach_mail.model.messages import Composed
from outreach_mail.model.settings import MailSettings, Security

__all__ = ["Composed", "MailSettings", "Security"]
