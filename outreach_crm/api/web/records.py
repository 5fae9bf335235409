"""The records themselves: lists, one of them, adding, editing and putting away, for every resource alike."""

from hashlib import sha256
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import MethodNotAllowed, NotFound

from outreach_crm.api import service
from outreach_crm.api.web import asked, document
from outreach_crm.api.web.gate import Caller, caller
from outreach_crm.api.web.problems import told
from outreach_crm.model import Resource
from outreach_crm.policy import Action
from outreach_crm.text import say
from outreach_crm.web.connections import shared
from outreach_crm.web.lists import further
from outreach_crm.web.safety import asked_again

pages = Blueprint("api", __name__)
pages.register_error_handler(Exception, told)
# Each view answers every method, so that one which is not for it is refused in JSON too.
_EVERY = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_READS = frozenset({"GET", "HEAD"})


@pages.route("/v1/openapi.json", methods=_EVERY, provide_automatic_options=False)
def openapi() -> Response:
    """Say what there is, as other programs read it: OpenAPI 3.1."""
    _allow({*_READS})
    return _answer(document.document(shared(), f"{request.script_root}/api/v1"))


@pages.route("/v1/<name>", methods=_EVERY, provide_automatic_options=False)
def collection(name: str) -> Response:
    """List records, or add one."""
    who = caller()
    resource = _resource(who, name)
    _allow({*_READS, *(("POST",) if resource.adds else ())})
    return _listed(who, resource) if request.method in _READS else _added(who, resource)


@pages.route("/v1/<name>/<int:number>", methods=_EVERY, provide_automatic_options=False)
@asked_again
def single(name: str, number: int) -> Response:
    """Show a record, edit it, or put it away."""
    who = caller()
    resource = _resource(who, name)
    if number > document.LARGEST:
        raise NotFound
    _allow({*_READS, *(("PATCH",) if resource.edits else ()), *(("DELETE",) if resource.drops else ())})
    if request.method in _READS:
        who.demand(Action.LOOK, resource, number)
        return _shown(who, resource, number)
    who.demand(Action.WRITE, resource, number)
    if request.method == "DELETE":
        service.drop(who.app, resource, number, asked.seen())
        return Response(status=HTTPStatus.NO_CONTENT)
    seen = asked.seen()
    service.edit(who.app, resource, number, asked.body(resource.change), seen)
    return _after(who, resource, number, HTTPStatus.OK)


@pages.route("/v1", methods=_EVERY, provide_automatic_options=False)
@pages.route("/v1/<path:_rest>", methods=_EVERY, provide_automatic_options=False)
def nowhere(_rest: str = "") -> Response:
    """Say that there is nothing."""
    raise NotFound


def _resource(who: Caller, name: str) -> Resource:
    found = next((one for one in who.app.plugins.resources() if one.name == name), None)
    if found is None:
        raise NotFound
    return found


def _allow(methods: set[str]) -> None:
    if request.method not in methods:
        raise MethodNotAllowed(valid_methods=sorted(methods))


def _listed(who: Caller, resource: Resource) -> Response:
    # As on pages: whoever may only look takes no list of persons out of the house.
    action = Action.EXPORT if resource.persons else Action.LOOK
    who.demand(action, resource)
    with who.app.reaching(action):
        found = service.page(who.app, resource, asked.wanted(resource))
    if resource.persons and found.records:
        service.note(who.app, say("{what}, by the API", what=resource.persons), len(found.records))
    answer = _answer({"items": found.records})
    if found.after is not None:
        following = further(**{asked.AFTER: asked.cursor(resource, found.after)})
        answer.headers["Link"] = f'<{request.script_root}{following}>; rel="next"'
    return answer


def _added(who: Caller, resource: Resource) -> Response:
    who.demand(Action.WRITE, resource)
    draft = asked.body(resource.draft)
    told_apart = f"{request.method} {request.path} {sha256(request.get_data()).hexdigest()}"
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    again = service.request(who.app, who.token, key, told_apart)
    number = service.once(again, lambda: service.add(who.app, resource, draft, again.led))
    answer = _after(who, resource, number, HTTPStatus.CREATED)
    answer.headers["Location"] = f"{request.script_root}{request.path.rstrip('/')}/{number}"
    return answer


def _after(who: Caller, resource: Resource, number: int, status: HTTPStatus) -> Response:
    """Return the record that was written; to whoever may write and not look, only that it was."""
    if not who.may(Action.LOOK, resource, number):
        return Response(status=status if status is HTTPStatus.CREATED else HTTPStatus.NO_CONTENT)
    answer = _shown(who, resource, number)
    answer.status_code = status
    return answer


def _shown(who: Caller, resource: Resource, number: int) -> Response:
    record = service.one(who.app, resource, number)
    answer = _answer(record)
    answer.set_etag(service.tag_of(record))
    if request.method in _READS:
        answer.make_conditional(request)
    return answer


def _answer(value: Any) -> Response:
    return Response(service.encoded(value), mimetype="application/json")
