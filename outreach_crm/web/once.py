"""A form that is sent twice is done once: by a double click, or by the back button and the same button again.

Each form has a mark of its own. What is sent with the same mark and the same answers is the same form, and leads to
where it led the first time; with other answers it is another one, as after the back button.
"""

from collections.abc import Callable
from hashlib import sha256
from time import sleep
from typing import Any

from flask import Response, redirect, request

from outreach_crm.errors import ConflictError
from outreach_crm.text import say
from outreach_crm.web.visiting import ONCE, visitor

_LOOKS, _LOOK_EVERY = 50, 0.1
_REDIRECTS = range(300, 400)


def once(do: Callable[[], Any]) -> Any:
    """Return the answer to a form, or where the same form led to that was sent before.

    What led nowhere, because something in it was wrong, is done again when it is sent again.

    Raises:
        ConflictError: the same form is still being done.
    """
    if not request.form.get(ONCE):
        return do()
    mark = _mark()
    path = visitor().take_form(mark)
    for _ in range(_LOOKS):
        if path is None:
            return _done(do, mark)
        if path:
            return redirect(path, 303)
        sleep(_LOOK_EVERY)
        path = visitor().form_led(mark)
        path = visitor().take_form(mark) if path is None else path
    raise ConflictError(say("The same was sent a moment ago and is still being done; look whether it is there."))


def _done(do: Callable[[], Any], mark: str) -> Any:
    path = ""
    try:
        answer = do()
        if isinstance(answer, Response) and answer.status_code in _REDIRECTS:
            path = answer.headers["Location"]
        return answer
    finally:
        visitor().form_leads(mark, path)


def _mark() -> str:
    told = sha256(repr((visitor().mark, request.full_path, [*request.form.items(multi=True)])).encode())
    for name, file in request.files.items(multi=True):
        told.update(repr((name, file.filename)).encode())
        while part := file.stream.read(1 << 16):
            told.update(part)
        file.stream.seek(0)
    return told.hexdigest()
