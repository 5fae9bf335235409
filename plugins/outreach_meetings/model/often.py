"""How often a group meets, as one chooses it from a few answers, and the rules those are."""

from datetime import date

from outreach_crm.text import Term

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = 5


class Often(Term):
    """How often a group meets."""

    ONCE = "once"
    WEEKLY = "every week"
    FORTNIGHTLY = "every 2 weeks"
    BY_WEEKDAY = "every month on that weekday"
    BY_DAY = "every month on that day"
    OWN = "in my own words"


def rule_of(often: Often, first: date, words: str = "") -> str:
    """Return the rule that is meant (RFC 5545 section 3.3.10); empty for once.

    Args:
        often: what was chosen.
        first: the day of the first meeting. The fifth Thursday of a month stands for its last one, which every month
            has.
        words: what was written where it is in somebody's own words.
    """
    place = (first.day - 1) // 7 + 1
    rules = {
        Often.ONCE: "",
        Often.WEEKLY: "FREQ=WEEKLY",
        Often.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
        Often.BY_WEEKDAY: f"FREQ=MONTHLY;BYDAY={-1 if place == _LAST else place}{_WEEKDAYS[first.weekday()]}",
        Often.BY_DAY: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        Often.OWN: words.strip(),
    }
    return rules[often]


def often_of(rule: str, first: date) -> Often:
    """Return which answer a rule is that a series has which begins on a day."""
    known = {rule_of(one, first): one for one in Often if one is not Often.OWN}
    known |= {f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[first.weekday()]}": Often.WEEKLY, "FREQ=MONTHLY": Often.BY_DAY}
    return known.get(rule, Often.OWN)
