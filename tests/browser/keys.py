"""Hands on a keyboard: what somebody wants has the focus before they press a key, and Tab leads there."""

from playwright.sync_api import Page

_MOST = 150
_READ_OUT = """e => e === document.body ? '' :
    e.labels && e.labels.length ? e.labels[0].innerText : e.innerText || e.value || ''"""


def focused(page: Page) -> str:
    """Return what is read out of what has the focus: the text of a button or link, the label of a field."""
    return str(page.evaluate(f"({_READ_OUT})(document.activeElement)")).strip()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the thing of a name has the focus."""
    seen = []
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1].startswith(name):
            return
    raise AssertionError(f"{name} is not among {seen}")
