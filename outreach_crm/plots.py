"""Pictures: specifications of Vega-Lite, drawn as SVG or PNG; nothing is fetched from anywhere."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import Sentence, either, later, say

Spec = dict[str, Any]
FORMATS = ("svg", "png")
NO_PICTURES = later("Pictures need one more package: pip install 'outreach-crm[plots]'.")
"""What is said where the package for pictures is not installed."""
PADDING = 12
"""The room around a picture, in pixels."""
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_WIDER = 1.4
"""How much wider a letter may be than the one that labels are measured in, in pixels."""
_CONFIG = {
    "font": "Arial, Liberation Sans, Helvetica, sans-serif",
    "view": {"stroke": None},
    "axis": {"labelOverlap": False, "labelLimit": 420},
}


def framed(rows: Sequence[Mapping[str, object]], beside: Mapping[str, Iterable[object]], **more: Any) -> Spec:
    """Return a specification.

    Args:
        rows: what is drawn.
        beside: the labels that stand on each side. They are measured in one letter and drawn in whichever a machine
            has, which may be wider: there is room for that.
        more: how it is drawn.
    """
    sides_of = dict.fromkeys(("left", "right", "top", "bottom"), PADDING)
    sides_of |= {
        side: PADDING + round(_WIDER * max((len(str(one)) for one in names), default=0))
        for side, names in beside.items()
    }
    return {
        "$schema": _SCHEMA,
        "background": "white",
        "padding": sides_of,
        "config": _CONFIG,
        "data": {"values": [*rows]},
        **more,
    }


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
        raise InvalidInputError(
            say("A picture is written as {names}, not as {form!r}.", names=either(FORMATS), form=form)
        )
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
