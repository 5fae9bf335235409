"""What the warnings about asks are asked with, as the settings say."""

from outreach_crm.app import App
from outreach_crm.asks.model import AsksSettings


def in_the_way(app: App) -> dict[str, object]:
    """Return within how many ``days`` two of us get in each other's way."""
    return {"days": app.settings.of("asks", AsksSettings).same_week_days}


def often(app: App) -> dict[str, object]:
    """Return how many asks in how many ``days`` are enough, as ``most`` (F15)."""
    settings = app.settings.of("asks", AsksSettings)
    return {"days": settings.window_days, "most": settings.most}


def patience(app: App) -> dict[str, object]:
    """Return after how many ``days`` an ask without an answer has waited long."""
    return {"days": app.settings.of("asks", AsksSettings).answer_days}
