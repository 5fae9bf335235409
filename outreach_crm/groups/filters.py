"""What can be asked of contacts by the groups they are in, or are."""

from outreach_crm.app import App
from outreach_crm.groups import queries, service
from outreach_crm.groups.fields import read_role, read_structure
from outreach_crm.groups.model import Structure
from outreach_crm.model import Filter
from outreach_crm.text import term


def filters() -> list[Filter]:
    """Return the conditions on membership of a group, roles in groups, and the structure of a group."""
    return [
        Filter(
            key="group",
            sentence="are members of {value}",
            negated="are not members of {value}",
            sql=queries.IN_GROUP,
            read=lambda app, text: {"group": service.resolve(app, text).contact_id},
            say=lambda app, text: service.resolve(app, text).name,
            keep=lambda app, text: str(service.resolve(app, text).contact_id),
            takes="one of our groups",
            choices=lambda app: [(str(one.contact_id), one.name) for one in service.list_groups(app)],
        ),
        Filter(
            key="group-role",
            sentence="are {value} of one of our groups",
            negated="are not {value} of any of our groups",
            sql=queries.IN_ROLE,
            read=lambda app, text: {"value": _role(app, text)},
            say=lambda app, text: term(_role(app, text)),
            keep=_role,
            takes="coordinator, secretary, casefile holder …",
            choices=lambda app: [(one, term(one)) for one in service.roles(app)],
        ),
        Filter(
            key="structure",
            sentence="are groups of ours of the kind {value}",
            negated="are not groups of ours of the kind {value}",
            sql=queries.STRUCTURE,
            read=lambda _, text: {"value": read_structure(text).value},
            say=lambda _, text: read_structure(text).label,
            keep=lambda _, text: read_structure(text).value,
            takes=", ".join(Structure),
            choices=lambda _: [(one.value, one.label) for one in Structure],
        ),
    ]


def _role(app: App, text: str) -> str:
    return read_role(text, service.roles(app))
