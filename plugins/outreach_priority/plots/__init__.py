"""Pictures of a result, drawn as SVG or PNG; nothing is fetched from anywhere."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import Sentence, later
from outreach_priority.model import Assessment, Result
from outreach_priority.plots.labels import labels, spread
from outreach_priority.plots.specs import Spec, heat, shares, sides, stability

__all__ = [
    "FORMATS",
    "NO_PICTURES",
    "PLOTS",
    "TITLES",
    "Spec",
    "drawn",
    "heat",
    "is_there",
    "labels",
    "shares",
    "sides",
    "spread",
    "stability",
    "there_are",
]

FORMATS = ("svg", "png")
NO_PICTURES = later("Pictures need one more package: pip install 'outreach-crm[plots]'.")
"""What is said where the package for pictures is not installed."""
PLOTS: Mapping[str, Callable[[Assessment, Result], Spec]] = {
    "map": sides,
    "heat": heat,
    "stability": stability,
    "shares": shares,
}
"""The pictures there are, by the names that commands have for them."""
TITLES: Mapping[str, str] = {
    "map": later("The two analyses"),
    "heat": later("Values of all questions"),
    "stability": later("Between which weights the first stays first"),
    "shares": later("In which share of the draws each takes which place"),
}
"""What stands above each of them."""


def there_are(result: Result) -> list[str]:
    """Return the names of the pictures that there is something to draw of."""
    if not result.ranked:
        return []
    missing = {"stability": not result.stability, "shares": result.robustness is None}
    return [name for name in PLOTS if not missing.get(name)]


def drawn(spec: Spec, form: str = "svg", *, read: Callable[[Sentence], object] = str) -> bytes:
    """Return a picture.

    Args:
        spec: what is drawn.
        form: ``svg`` or ``png``.
        read: gives a sentence in the language of whoever reads.

    Raises:
        InvalidInputError: there is no such form, or the package for it is not installed.
    """
    if form not in FORMATS:
        raise InvalidInputError(f"A picture is written as {' or '.join(FORMATS)}, not as {form!r}.")
    try:
        import vl_convert
    except ImportError:
        raise InvalidInputError(NO_PICTURES) from None
    text = json.dumps(_read(spec, read))
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(text, scale=2, allowed_base_urls=[]))
    return str(vl_convert.vegalite_to_svg(text, allowed_base_urls=[])).encode()


def is_there() -> bool:
    """Return whether the package for pictures is installed."""
    from importlib.util import find_spec

    return find_spec("vl_convert") is not None


def _read(part: Any, read: Callable[[Sentence], object]) -> Any:
    """Return a part of a specification with its sentences in the language of whoever reads."""
    if isinstance(part, Sentence):
        return str(read(part))
    if isinstance(part, Mapping):
        return {key: _read(one, read) for key, one in part.items()}
    return [_read(one, read) for one in part] if isinstance(part, list) else part
