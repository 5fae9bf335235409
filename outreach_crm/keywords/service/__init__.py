"""What can be done with keywords; each room is one kind of work, and this is where other features find it."""

from outreach_crm.keywords.service.check import check
from outreach_crm.keywords.service.find import find, label, resolve
from outreach_crm.keywords.service.importing import import_schemes, read_file
from outreach_crm.keywords.service.prepare import prepare
from outreach_crm.keywords.service.show import expand, show

__all__ = ["check", "expand", "find", "import_schemes", "label", "prepare", "read_file", "resolve", "show"]
