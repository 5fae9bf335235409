"""What can be asked of contacts by the plans there are for them or their sector."""

from outreach_crm.model import Filter
from outreach_priority.model.involvement import Level
from outreach_priority.queries import plans
from outreach_priority.service.packaging import read_level

_PLANNED = [one for one in Level if one is not Level.NONE]


def filters() -> list[Filter]:
    """Return the condition on the level of involvement that is planned now."""
    return [
        Filter(
            key="plan",
            sentence="have a plan of the level {value}",
            negated="have no plan of the level {value}",
            sql=plans.HAS_PLAN,
            read=lambda _, text: {"level": read_level(text).value},
            say=lambda _, text: read_level(text).label,
            keep=lambda _, text: read_level(text).value,
            takes="contact, network, structure …",
            choices=lambda _: [(one.value, one.label) for one in _PLANNED],
        )
    ]
