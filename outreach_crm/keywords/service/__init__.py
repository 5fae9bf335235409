"""What can be done with keywords; each room is one kind of work, and this is where other features find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.keywords.gazetteer import country_name
    from outreach_crm.keywords.service.carrying import carry
    from outreach_crm.keywords.service.checking import check
    from outreach_crm.keywords.service.finding import find, hits, label, mentioned, resolve, some, understood
    from outreach_crm.keywords.service.importing import import_schemes, read_file
    from outreach_crm.keywords.service.preparing import prepare
    from outreach_crm.keywords.service.showing import expand, schemes, show, show_one, tops, uses

__all__ = [
    "carry",
    "check",
    "country_name",
    "expand",
    "find",
    "hits",
    "import_schemes",
    "label",
    "mentioned",
    "prepare",
    "read_file",
    "resolve",
    "schemes",
    "show",
    "show_one",
    "some",
    "tops",
    "understood",
    "uses",
]

_HERE = "outreach_crm.keywords.service"

__getattr__ = names_from(
    __name__,
    {
        "outreach_crm.keywords.gazetteer": "country_name",
        f"{_HERE}.carrying": "carry",
        f"{_HERE}.checking": "check",
        f"{_HERE}.finding": "find hits label mentioned resolve some understood",
        f"{_HERE}.importing": "import_schemes read_file",
        f"{_HERE}.preparing": "prepare",
        f"{_HERE}.showing": "expand schemes show show_one tops uses",
    },
)
