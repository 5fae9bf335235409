"""What can be asked of contacts: who is signed up for Urgent Actions."""

from outreach_crm.app import App
from outreach_crm.model import Filter
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say
from outreach_urgent_actions.queries import sign_ups as queries

_ANY = say("any")


def filters() -> list[Filter]:
    """Return the condition; it is saved by the sector's key, or ``any``."""
    return [
        Filter(
            key="signed-up",
            sentence="are signed up for Urgent Actions ({value})",
            negated="are not signed up for Urgent Actions ({value})",
            sql=queries.SIGNED_UP,
            read=lambda app, text: {"sector": _key(app, text)},
            say=lambda app, text: _key(app, text) or _ANY,
            keep=lambda app, text: _key(app, text) or _ANY,
            takes="a sector's key, or any",
            choices=lambda app: [(_ANY, _ANY), *((one.key, one.name) for one in sectors.all_sectors(app))],
        )
    ]


def _key(app: App, text: str) -> str:
    return "" if text.strip().lower() == _ANY else sectors.get(app, text).key
