"""Frozen records at half the price: what ``attrs.frozen`` makes, with three methods that all classes share.

attrs writes and compiles ``__eq__``, ``__hash__`` and ``__repr__`` anew for every class while its module is imported. A
command imports many records and compares few, so here the three look at the fields when they are called. They answer
as those of attrs do; ``field(eq=False)`` and the like are heeded.
"""

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["frozen"]

if TYPE_CHECKING:
    from attrs import frozen
else:

    def frozen(cls: type | None = None, **how: Any) -> Any:
        """Make a class a frozen record; see :func:`attrs.frozen` for what may be said of it."""
        if cls is None:
            return lambda decorated: frozen(decorated, **how)
        if "eq" in how or "order" in how:
            return attrs.frozen(cls, **how)
        for name, method in _SHARED.items():
            if name not in cls.__dict__:
                setattr(cls, name, method)
        return attrs.frozen(cls, eq=False, repr=False, **how)


def _eq(self: Any, other: Any) -> Any:
    cls = self.__class__
    if cls is not other.__class__:
        return NotImplemented
    values = _compared(cls)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash((self.__class__, _hashed(self.__class__)(self)))


def _repr(self: Any) -> str:
    shown = [(one.name, repr if one.repr is True else one.repr) for one in _fields(self.__class__) if one.repr]
    said = ", ".join(f"{name}={say(getattr(self, name))}" for name, say in shown)
    return f"{self.__class__.__qualname__.rpartition('>.')[2]}({said})"


_SHARED = {"__eq__": _eq, "__hash__": _hash, "__repr__": _repr}


@cache
def _compared(cls: type) -> Callable[[object], Any]:
    return _values([one.name for one in _fields(cls) if one.eq])


@cache
def _hashed(cls: type) -> Callable[[object], Any]:
    return _values([one.name for one in _fields(cls) if (one.eq if one.hash is None else one.hash)])


def _values(names: Sequence[str]) -> Callable[[object], Any]:
    """Return what gives the values of some fields: one value, a tuple, or None for no field."""
    return attrgetter(*names) if names else lambda _: None


def _fields(cls: type) -> Sequence["attrs.Attribute[Any]"]:
    found: Sequence[attrs.Attribute[Any]] = attrs.fields(cls)
    return found
