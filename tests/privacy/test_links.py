"""Links in letters: each is one contact's, for one purpose and channel."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.privacy import service
from outreach_crm.privacy.model import CHANNELS, PURPOSES
from outreach_crm.web.model import WebSettings
from tests.builders import with_settings

SCOPES = st.tuples(st.sampled_from([one.key for one in PURPOSES]), st.sampled_from(CHANNELS))
UIDS = st.text("0123456789abcdef", min_size=16, max_size=16)


def reachable(app: App, address: str = "https://pages.example.org/") -> App:
    return with_settings(app, web={"address": address})


def links(app: App) -> service.PublicLinks:
    found = service.public_links(reachable(app))
    assert found is not None
    return found


def test_without_an_address_letters_have_no_link(app: App) -> None:
    assert service.public_links(app) is None


def test_a_link_begins_where_pages_are_found(app: App) -> None:
    link = links(app).leave("00c0ffee00c0ffee", "mailings", "email")
    assert link.startswith("https://pages.example.org/you/mailings/email/contacts-00c0ffee00c0ffee-")
    assert len(link) < 110  # it stays one line of a letter


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scope=SCOPES, other=SCOPES, uid=UIDS, another=UIDS)
def test_a_link_is_one_contacts_for_one_purpose_and_channel(
    app: App, scope: tuple[str, str], other: tuple[str, str], uid: str, another: str
) -> None:
    token = links(app).leave(uid, *scope).rpartition("/")[2]
    assert service.whose_link(app, *scope, token) == uid
    theirs = links(app).leave(another, *scope).rpartition("/")[2]
    swapped = theirs.rpartition("-")[0] + token[token.rindex("-") :]
    for token_given, there, fits in ((token, other, scope == other), (swapped, scope, uid == another)):
        if not fits:
            with pytest.raises(NotFoundError):
                service.whose_link(app, *there, token_given)


@pytest.mark.parametrize(
    "address",
    [
        "pages.example.org",
        "ftp://example.org",
        "http://pages.example.org",
        "http://203.0.114.7",
        "http://",
        "https://",
        "https://a b",
        "https://x:y",
        "https://me@x",
        "https://x/?a",
    ],
)
def test_an_address_that_is_none_is_refused_with_the_settings(app: App, address: str) -> None:
    with pytest.raises(InvalidInputError, match="not where pages are found"):
        reachable(app, address).settings.of("web", WebSettings)


@pytest.mark.parametrize("address", ["http://localhost:8080", "http://127.0.0.1", "http://192.168.1.7:8080"])
def test_only_this_machine_and_its_own_network_do_without_https(app: App, address: str) -> None:
    assert reachable(app, address).settings.of("web", WebSettings).address == address


@pytest.mark.parametrize("written", [{"port": 0}, {"proxies": -1}, {"adress": "https://example.org"}])
def test_settings_that_cannot_be_right_are_refused(app: App, written: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        with_settings(app, web=written).settings.of("web", WebSettings)
