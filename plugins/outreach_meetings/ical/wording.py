"""Rules of repetition in the words of people: told as a sentence, and read from what a secretary types."""

import re
from calendar import monthrange
from datetime import date, datetime

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import Sentence, count, say, term
from outreach_meetings.ical import rules
from outreach_meetings.ical.rules import Rule
from outreach_meetings.model.times import WEEKDAYS

_MONTHS = (
    term("January"),
    term("February"),
    term("March"),
    term("April"),
    term("May"),
    term("June"),
    term("July"),
    term("August"),
    term("September"),
    term("October"),
    term("November"),
    term("December"),
)
_WHICH = {
    1: term("first"),
    2: term("second"),
    3: term("third"),
    4: term("fourth"),
    5: term("fifth"),
    -1: term("last"),
    -2: term("last but one"),
}
_WORKING_DAYS = tuple((0, day) for day in range(5))

_NAMES = {name: number for number, day in enumerate(map(str, WEEKDAYS)) for name in (day.lower(), day.lower()[:3])}
_NAMES |= {"tues": 1, "thur": 3, "thurs": 3}
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "last": -1,
}
_ORDINAL, _DAY = "|".join(_ORDINALS), "|".join(sorted(_NAMES, key=len, reverse=True))
_DAYS = rf"(?:{_DAY})s?(?:(?:, | and |, and )(?:{_DAY})s?)*"
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_WORDS = {
    "daily": "every day",
    "weekly": "every week",
    "fortnightly": "every 2 weeks",
    "biweekly": "every 2 weeks",
    "monthly": "every month",
    "bimonthly": "every 2 months",
    "quarterly": "every 3 months",
    "half-yearly": "every 6 months",
    "yearly": "every year",
    "annually": "every year",
    "weekdays": "every weekday",
    "every other": "every 2",
    "every fortnight": "every 2 weeks",
    "every quarter": "every 3 months",
}
_BEGIN = re.compile(rf"(?:{'|'.join(_WORDS)})\b")
_END = re.compile(r",? (?:(?:until|till|to) (?P<until>\d{4}-\d{2}-\d{2})|(?P<count>\d{1,4}) times)$")
_EVERY = re.compile(r"every (?:(?P<n>\d{1,3}) )?(?P<unit>day|week|month|year)s?(?: on (?P<on>.+))?")
_EVERY_DAYS = re.compile(rf"(?:every |on )?(?P<days>{_DAYS})")
_OF_MONTH = re.compile(rf"(?:every |on )?(?:the )?(?P<which>{_ORDINAL}) (?P<day>{_DAY}) of (?:the|every|each) month")
_ON_WHICH = re.compile(rf"(?:the )?(?P<which>{_ORDINAL}) (?P<day>{_DAY})")
_ON_NUMBER = re.compile(r"(?:the |day )?(?P<number>\d{1,2})(?:st|nd|rd|th)?")
_SHOWN = say(
    "write weekly, every 2 weeks, monthly on the second tuesday, monthly on the 15th, yearly, or a rule of iCalendar"
)


def told(rule: str) -> Sentence:
    """Return a rule as people say it: ``every second Tuesday of the month, until 2026-12-31``.

    Raises:
        InvalidInputError: it is no rule.
    """
    parts = rules.read(rule)
    said = _told(parts)
    if parts.until is not None:
        day = parts.until.date() if isinstance(parts.until, datetime) else parts.until
        return say("{rule}, until {day}", rule=said, day=day)
    if parts.count is not None:
        return say("{rule}, {times}", rule=said, times=count(parts.count, "{n} time", "{n} times"))
    return said


def ruled(words: str, starts: date) -> str:
    """Return the rule that words mean, as it is kept; empty for no words, or ``once``.

    Args:
        words: ``weekly``, ``every 2 weeks`` or ``2 weeks``, ``every tuesday``, ``monthly on the second tuesday``,
            ``quarterly on the last friday``, ``yearly``, each with ``until 2026-12-31`` or ``10 times`` if need be; or
            a rule of iCalendar.
        starts: the day of the first, which gives the weekday, the day of the month or of the year.

    Raises:
        InvalidInputError: nobody knows what is meant, or it never falls on a day.
    """
    text = " ".join(words.lower().split()).rstrip(".")
    if text in {"", "once", "never", "no"}:
        return ""
    if "freq=" in text:
        return rules.checked(words)
    text = _BEGIN.sub(lambda found: _WORDS[found[0]], text, count=1)
    end = _END.search(text)
    often = text[: end.start()] if end else text
    body = _body(often, starts) or _body(f"every {often}", starts)  # "2 weeks" is "every 2 weeks"
    try:
        return rules.checked((body or "") + _ending(end))
    except InvalidInputError:
        raise InvalidInputError(
            say("{words!r} does not say how often it comes; {shown}.", words=words[:80], shown=_SHOWN)
        ) from None


def _told(rule: Rule) -> Sentence:
    names, n = set(rule.numbers), rule.interval
    if rule.freq == "DAILY" and not names and not rule.days:
        return count(n, "every day", "every {n} days")
    if rule.freq in {"DAILY", "WEEKLY"} and not names and n == 1 and rule.days == _WORKING_DAYS:
        return say("every weekday")
    if rule.freq == "WEEKLY" and not names:
        return _weekly(rule)
    if rule.freq == "MONTHLY":
        return _monthly(rule)
    if rule.freq == "YEARLY":
        return _yearly(rule)
    return _by(rule)


def _weekly(rule: Rule) -> Sentence:
    if not rule.days:
        return count(rule.interval, "every week", "every {n} weeks")
    days = _joined([WEEKDAYS[day] for _, day in rule.days])
    return count(rule.interval, "every {days}", "every {n} weeks on {days}", days=days)


def _monthly(rule: Rule) -> Sentence:
    n = rule.interval
    every = count(n, "every month", "every {n} months")
    if not rule.numbers and not rule.days:
        return every
    if not rule.numbers and len(rule.days) == 1 and rule.days[0][0] in _WHICH:
        which, day = rule.days[0]
        values = {"which": _WHICH[which], "day": WEEKDAYS[day]}
        return count(n, "every {which} {day} of the month", "every {n} months on the {which} {day}", **values)
    if rule.days:
        return _by(rule)
    return _on_day_of_month(rule, every)


def _on_day_of_month(rule: Rule, every: Sentence) -> Sentence:
    numbers = rule.numbers.get("BYMONTHDAY", ())
    if rule.numbers.keys() == {"BYMONTHDAY"} and numbers == (-1,):
        return say("{every} on the last day", every=every)
    if rule.numbers.keys() == {"BYMONTHDAY"} and len(numbers) == 1 and numbers[0] > 0:
        return say("{every} on day {number}", every=every, number=numbers[0])
    if rule.numbers == {"BYMONTHDAY": tuple(range(28, max(numbers, default=0) + 1)), "BYSETPOS": (-1,)}:
        return say("{every} on day {number}, or the last of a shorter month", every=every, number=max(numbers))
    return _by(rule)


def _yearly(rule: Rule) -> Sentence:
    names, months = set(rule.numbers), rule.numbers.get("BYMONTH", ())
    every = count(rule.interval, "every year", "every {n} years")
    if not names and not rule.days:
        return every
    if len(months) == 1:
        month, numbers = _MONTHS[months[0] - 1], rule.numbers.get("BYMONTHDAY", ())
        if names == {"BYMONTH", "BYMONTHDAY"} and len(numbers) == 1 and numbers[0] > 0 and not rule.days:
            return say("{every} on {number} {month}", every=every, number=numbers[0], month=month)
        if names == {"BYMONTH"} and len(rule.days) == 1 and rule.days[0][0] in _WHICH:
            which, day = rule.days[0]
            return say(
                "{every} on the {which} {day} of {month}",
                every=every,
                which=_WHICH[which],
                day=WEEKDAYS[day],
                month=month,
            )
    return _by(rule)


def _by(rule: Rule) -> Sentence:
    return say("by the rule {rule}", rule=str(rule))


def _joined(names: list[Sentence]) -> Sentence:
    said = names[0]
    for name in names[1:-1]:
        said = say("{first}, {next}", first=said, next=name)
    return say("{first} and {last}", first=said, last=names[-1]) if len(names) > 1 else said


def _body(text: str, starts: date) -> str | None:
    """Return the rule without its end, or None where nobody knows what is meant."""
    if text == "every weekday":
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if found := _OF_MONTH.fullmatch(text):
        return f"FREQ=MONTHLY;BYDAY={_ORDINALS[found['which']]}{rules.DAYS[_NAMES[found['day']]]}"
    if found := _EVERY_DAYS.fullmatch(text):
        return f"FREQ=WEEKLY;BYDAY={_days(found['days'])}"
    found = _EVERY.fullmatch(text)
    if not found:
        return None
    freq = _UNITS[found["unit"]]
    rule = f"FREQ={freq};INTERVAL={int(found['n'] or 1)}"
    on = _on(freq, found["on"] or "", starts)
    return None if on is None else rule + on


def _on(freq: str, on: str, starts: date) -> str | None:
    """Return the parts of a rule that say on which day; of the start where the words do not; None: nobody knows."""
    if freq == "WEEKLY":
        days = _days(on) if re.fullmatch(_DAYS, on) else ""
        return f";BYDAY={days or rules.DAYS[starts.weekday()]}" if days or not on else None
    if freq == "MONTHLY":
        return _on_month(on, starts)
    if on:
        return None
    return f";BYMONTH={starts.month};BYMONTHDAY={starts.day}" if freq == "YEARLY" else ""


def _on_month(on: str, starts: date) -> str | None:
    if not on:
        last = starts.day == monthrange(starts.year, starts.month)[1]
        return _month_day(31 if last else starts.day)
    if on.removeprefix("the ") == "last day":
        return _month_day(31)
    if found := _ON_WHICH.fullmatch(on):
        return f";BYDAY={_ORDINALS[found['which']]}{rules.DAYS[_NAMES[found['day']]]}"
    found = _ON_NUMBER.fullmatch(on)
    return _month_day(int(found["number"])) if found and int(found["number"]) <= 31 else None


def _month_day(day: int) -> str:
    """Return a day of the month; one that some months do not have is their last day, so that none is left out."""
    if day <= 28 or day == 31:
        return f";BYMONTHDAY={-1 if day == 31 else day}"
    return f";BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"


def _days(text: str) -> str:
    return ",".join(rules.DAYS[_NAMES[name]] for name in re.findall(rf"({_DAY})s?\b", text))


def _ending(end: re.Match[str] | None) -> str:
    if end is None:
        return ""
    return f";UNTIL={end['until'].replace('-', '')}" if end["until"] else f";COUNT={end['count']}"
