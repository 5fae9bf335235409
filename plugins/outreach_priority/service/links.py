"""The link by which an adviser opens their sheet, without an account.

Whoever holds it fills the sheet in as that adviser and reads what stands there, so it goes to them and to nobody else.
Nobody can make one: the number of a sheet, which stands in its files, is not enough.
"""

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.text import say
from outreach_crm.web.model import WebSettings
from outreach_priority.model import Sheet

PREFIX = "/sheet"
"""Below which path the pages stand."""
_KIND = "sheets"


def sheet_link(app: App, sheet: Sheet) -> str:
    """Return where an adviser fills in their sheet, as it can be sent to them.

    It is empty where the settings do not say how pages are reached (``[web] address``); :func:`sheet_path` is then what
    comes behind the address by which whoever asks has reached them.
    """
    address = app.settings.of("web", WebSettings).address
    return f"{address}{sheet_path(app, sheet)}" if address else ""


def sheet_path(app: App, sheet: Sheet) -> str:
    """Return the path of the page on which an adviser fills in their sheet."""
    return f"{PREFIX}/{_tokens(app).issue(_KIND, sheet.uid)}"


def whose_sheet(app: App, token: str) -> str:
    """Return the ``uid`` of the sheet a link was made for, whether it is still there or not.

    Args:
        app: the App.
        token: the last part of the link.

    Raises:
        NotFoundError: nobody was given that link.
    """
    kind, uid = _tokens(app).opened(token)
    if kind != _KIND:
        raise NotFoundError(say("A link to {kind} is nobody's.", kind=kind))
    return uid


def _tokens(app: App) -> accounts.Tokens:
    return accounts.tokens(app, "sheet")
