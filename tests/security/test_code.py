"""Nothing in the program runs what somebody wrote, reads XML, loosens a connection, or guesses where it must not."""

import re
import ssl
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests import house
from tests.house import ROOT, Source
from tests.security import dangers

OURS = house.sources("outreach_crm", "plugins", "sectors")
Check = Callable[[Source], Iterable[str]]
# Chance that may be foretold, and why.
CHANCE = {
    "outreach_crm/storage/sqlite.py": "how long to wait before the write lock is asked for again",
    "plugins/outreach_priority/formulas/drawing.py": "the same samples for everybody who counts again",
    "plugins/outreach_priority/formulas/robustness.py": "the same samples for everybody who counts again",
    "plugins/outreach_priority/service/sheets.py": "in which order somebody is asked; the seed is kept",
}
# Templates that write something without escaping it, and what that is.
UNESCAPED = {"outreach_crm/web/templates/web/parts.html": "two words of our own, the one or the other"}
_RAW = re.compile(r"\|\s*safe\b|\bautoescape\s+false|\|\s*forceescape")


def found(check: Check) -> list[str]:
    return [one for source in OURS for one in check(source)]


def test_no_text_is_run_as_a_program_or_by_a_shell() -> None:
    assert len(OURS) > 400
    assert found(dangers.runs_text) == []
    assert found(dangers.starts_by_text) == []


def test_no_file_names_the_objects_that_are_made_of_it() -> None:
    assert found(dangers.builds_objects) == []


def test_no_module_reads_xml() -> None:
    assert found(dangers.reads_xml) == []


def test_no_module_has_a_cipher_of_its_own() -> None:
    assert found(dangers.ciphers) == []


def test_digests_are_those_that_are_known_to_be_strong() -> None:
    assert found(dangers.weak_digests) == []


def test_chance_that_can_be_foretold_hides_nothing() -> None:
    there = {one.partition(":")[0] for one in found(dangers.by_chance)}
    assert there == set(CHANCE), "take secrets, or list the file with its reason"


def test_connections_ask_of_a_certificate_what_python_asks() -> None:
    assert found(dangers.loose_connections) == []


def test_no_module_asks_another_computer_for_a_page() -> None:
    assert found(dangers.calls_others) == []


def test_templates_escape_what_they_write() -> None:
    templates = [path for place in ("outreach_crm", "plugins") for path in (ROOT / place).rglob("templates/**/*.html")]
    raw = {str(path.relative_to(ROOT)) for path in templates if _RAW.search(path.read_text("utf-8"))}
    assert (len(templates) > 100, raw) == (True, set(UNESCAPED))


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (dangers.runs_text, "eval(text)"),
        (dangers.runs_text, "import os\nos.system(text)"),
        (dangers.runs_text, "from os import popen as ask\nask(text)"),
        (dangers.runs_text, "from subprocess import run\nrun(order, shell=True)"),
        (dangers.runs_text, "run(order, shell=given)"),
        (dangers.starts_by_text, "from subprocess import Popen\nPopen(f'lp {name}')"),
        (dangers.starts_by_text, "import subprocess\nsubprocess.run('ls ' + name)"),
        (dangers.builds_objects, "import pickle"),
        (dangers.builds_objects, "def f():\n    from yaml import load"),
        (dangers.reads_xml, "from xml.etree import ElementTree"),
        (dangers.reads_xml, "import xml.dom.minidom"),
        (dangers.ciphers, "from cryptography.fernet import Fernet"),
        (dangers.calls_others, "from urllib.request import urlopen"),
        (dangers.calls_others, "import http.client"),
        (dangers.by_chance, "from random import choice"),
        (dangers.weak_digests, "import hashlib\nhashlib.md5(b'')"),
        (dangers.weak_digests, "from hashlib import sha1\nsha1(b'')"),
        (dangers.weak_digests, "import hashlib\nhashlib.file_digest(file, 'md5')"),
        (dangers.weak_digests, "import hmac\nhmac.digest(key, text, 'sha1')"),
        (dangers.weak_digests, "import hmac\nhmac.new(key, digestmod='MD5')"),
        (dangers.loose_connections, "context.check_hostname = False"),
        (dangers.loose_connections, "import ssl\nssl._create_unverified_context()"),
        (dangers.loose_connections, "import ssl\nssl.create_default_context(cafile=given)"),
    ],
)
def test_a_danger_is_found(check: Check, text: str) -> None:
    assert len([*check(Source(Path("outreach_crm/groups/service.py"), text))]) == 1


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (dangers.runs_text, "import re\nre.compile(text), compiler.eval(text), run(order, shell=False)"),
        (dangers.starts_by_text, "import subprocess\nsubprocess.run([sys.executable, '-c', text])"),
        (dangers.reads_xml, "import xmlish\nfrom html import escape"),
        (dangers.calls_others, "from urllib.parse import urlsplit"),
        (dangers.by_chance, "import secrets\nsecrets.token_hex(8)"),
        (
            dangers.weak_digests,
            "import hmac\nfrom hashlib import sha256\nsha256(b''), hmac.digest(key, b'md5', 'sha256')",
        ),
        (dangers.loose_connections, "import ssl\nssl.create_default_context()"),
    ],
)
def test_what_only_looks_alike_is_no_danger(check: Check, text: str) -> None:
    assert [*check(Source(Path("outreach_crm/groups/service.py"), text))] == []


def test_a_secret_connection_is_of_no_old_kind_and_asks_for_a_certificate() -> None:
    context = ssl.create_default_context()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
