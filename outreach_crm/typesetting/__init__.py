"""Setting documents with typst, for whoever has templates: the press, the house style, and texts as paragraphs."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.typesetting.press import Press, Printed

__all__ = ["Press", "Printed"]

__getattr__ = names_from(__name__, {"outreach_crm.typesetting.press": "Press Printed"})
