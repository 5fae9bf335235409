"""stub"""

from types import SimpleNamespace

from outreach_crm.errors import NotFoundError


def resolve(app, text):
    found = app.store.value("select id from keywords where key = :k", k=text)
    if not found:
        raise NotFoundError(f"There is no keyword {text!r}.")
    return SimpleNamespace(id=found)


def label(app, keyword_id):
    return app.store.value("select key from keywords where id = :k", k=keyword_id)
