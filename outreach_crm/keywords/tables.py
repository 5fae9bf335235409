"""stub"""

from outreach_crm.storage import Kept, MigrationSet

MIGRATIONS = MigrationSet(
    feature="keywords",
    steps={
        "m001": """
create table keywords (id {id}, key {text} not null unique, change_id {int} not null) {strict};
"""
    },
    kept=(Kept(table="keywords", title="keyword"),),
)
