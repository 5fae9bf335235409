"""What those invited are told of the last change of a meeting, or of why it does not take place."""

from outreach_crm.storage import Kept
from outreach_crm.text import say

SQL = """
alter table meeting_series add column told {text} not null default '';
alter table meeting_sittings add column told {text} not null default '';
"""

KEPT: tuple[Kept, ...] = ()

COLUMNS = {"told": say("what those invited are told of it")}
