"""The connection to a mail server (RFC 5321), stage by stage; nothing else in the program speaks SMTP."""

from outreach_mail.smtp.connecting import Server, Welcome, connect, probe
from outreach_mail.smtp.line import Line, Reply
from outreach_mail.smtp.talk import Ending, Letter, Step, Talk

__all__ = ["Ending", "Letter", "Line", "Reply", "Server", "Step", "Talk", "Welcome", "connect", "probe"]
