"""What sending and fetching mail is made of: settings and records."""

from outreach_mail.model.errors import UnreachableError
from outreach_mail.model.settings import MailSettings, Security

__all__ = ["MailSettings", "Security", "UnreachableError"]
