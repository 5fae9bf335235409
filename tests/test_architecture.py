"""The house checks itself: rooms, sizes, words and imports; what import contracts say is in setup.cfg."""

import warnings
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from tests import house
from tests.house import ROOT, Source

# Rooms beside the usual ones: a foreign format, named for it, or rules that outgrew the model.
FURTHER_ROOMS = {
    "outreach_cases.formulas": "the arithmetic of casework: pure functions on plain values",
    "outreach_cases.scenes": "what the demo shows and tells: words, not rules",
    "outreach_crm.attachments.kinds": "what kind of file something is by what is in it: foreign formats",
    "outreach_crm.contacts.fields": "reads what people write into fields: addresses, numbers, languages",
    "outreach_crm.contacts.likeness": "how alike two contacts are: pure rules and weights, without a table",
    "outreach_crm.contacts.names": "how a name falls into given and family name",
    "outreach_crm.demo.sample": "reads the sample files",
    "outreach_crm.demo.scenes": "what the demo shows and tells: words, not rules",
    "outreach_crm.dispatch.folder": "a folder of files is a way out, as smtp.py is one",
    "outreach_crm.groups.fields": "reads what people write of a group: roles, rhythms, amounts, years",
    "outreach_crm.keywords.column_map": "which column of a CSV file says what",
    "outreach_crm.keywords.csv_scheme": "reads schemes written as CSV",
    "outreach_crm.keywords.expansion": "what is more specific than a keyword",
    "outreach_crm.keywords.gazetteer": "what can be meant by the name of a country",
    "outreach_crm.keywords.places": "reads countries as people write them",
    "outreach_crm.keywords.scanning": "finds names of places in a text",
    "outreach_crm.keywords.scheme_file": "reads schemes written as TOML",
    "outreach_crm.keywords.written": "the form in which schemes are written",
    "outreach_crm.upkeep.archive": "the file of a backup: a ZIP archive, encrypted by age",
    "outreach_crm.privacy.page": "writes what is held about somebody as HTML",
    "outreach_crm.sectors.files": "sector files are the one source of sectors; they have no tables",
    "outreach_crm.transfer.hygiene": "brings what files say into one form; pure functions",
    "outreach_crm.transfer.mapping": "which column of a table says what",
    "outreach_crm.transfer.osdi": "reads JSON in the field names of OSDI",
    "outreach_crm.transfer.separated": "reads text tables (CSV)",
    "outreach_crm.transfer.spreadsheet": "reads workbooks",
    "outreach_crm.transfer.vcard": "reads vCards",
    "outreach_crm.transfer.writing": "writes files of contacts, each format in a room",
    "outreach_cases.plots": "pictures of a portfolio: specifications of Vega-Lite",
    "outreach_cases.reference": "published series, as they stand in their source",
    "outreach_mail.bounces": "reads returned mails: reports of delivery, bounces in words, replies",
    "outreach_mail.composing": "messages as bytes, as servers and mail programs read them",
    "outreach_mail.imap": "mails on an IMAP server",
    "outreach_mail.maildir": "mails in a maildir",
    "outreach_mail.smtp": "the connection to a mail server (RFC 5321)",
    "outreach_meetings.typesetting": "sets the meeting pack as PDF: a template of typst",
    "outreach_post.typesetting": "sets letters, packs, labels and lists as PDF: templates of typst",
    "outreach_priority.formulas": "the arithmetic: pure functions, each with its source",
    "outreach_priority.plots": "pictures of results: specifications of Vega-Lite",
    "outreach_priority.report": "writes a result as one page of HTML",
    "outreach_meetings.ical": "calendar files: rules, zones, invitations (RFC 5545)",
    "outreach_meetings.scenes": "what the demo shows and tells: words, not rules",
    "outreach_mutuality.scenes": "what the demo shows and tells: words, not rules",
    "outreach_priority.scenes": "what the demo shows and tells: words, not rules",
    "outreach_priority.sheets": "sheets as files to be filled in, each format in a room",
    "outreach_urgent_actions.json_objects": "reads JSON, one object on each line or all in a list",
    "outreach_urgent_actions.parse": "reads subject lines, sheets and e-mails of Urgent Actions",
    "outreach_urgent_actions.scenes": "what the demo shows and tells: words, not rules",
}
# Rooms, other than service and model, that other features may use: pure functions without a table.
SHARED_ROOMS = {"outreach_crm.keywords.places": "a country is read in the same way everywhere"}
# Statements outside the rooms of SQL. None.
STATEMENTS_ELSEWHERE: dict[str, str] = {}
# Queries that read contacts and do not ask what is visible: "feature.NAME" to the reason.
SEES_ALL: dict[str, str] = {
    "asks._COLUMNS": "the beginning of the statements below it, each of which asks",
    "changes._JOINS": "a part of the statements below it, each of which asks",
    "contacts._BROUGHT_BACK": "numbers of contacts whose match keys are made anew, whoever may see them",
    "contacts._MADE": "numbers of the rows that the same step has just written",
    "contacts._NUMBER": "whoever has the link to their own page has shown who they are",
    "contacts._NEWEST": "the highest number there is, to tell new rows from others",
    "dispatch.TOLD": "asks {within(c)}: members of a group read of mailings whose recipients they do not see",
    "dispatch._LIST": "as dispatch.TOLD",
    "dispatch._NAMES": "as dispatch.TOLD",
    "dispatch._ONE_TOLD": "as dispatch.TOLD",
    "dispatch._STANDING": "as dispatch.TOLD",
    "dispatch._WHOSE": "a mark is compared with what a Message-ID says, and is not shown",
    "outreach_cases._HOLDINGS": "counts groups and casefile holders of each case, and answers with none of them",
    "outreach_cases._OWED": "counts the reports that groups owed, and answers with none of them",
    "outreach_post._TOLD": "as dispatch.TOLD",
    "outreach_post._JOBS": "as dispatch.TOLD",
    "outreach_post._LISTED": "as dispatch.TOLD",
    "outreach_post._JOB": "as dispatch.TOLD",
    "outreach_post._ON_PAPER": "names are compared with what was printed, as digests, and are not shown",
    "outreach_urgent_actions._OVER": "whoever left has left, whoever asks; goes into an older copy, and is not shown",
    "outreach_urgent_actions.NO_MEMBER": "as privacy.TRASHED",
    "privacy.TRASHED": "a reason not to turn to somebody holds, whoever asks; the selection holds who may be seen",
    "privacy.MERGED": "as TRASHED",
    "privacy.LAPSED": "as TRASHED",
    "privacy.NO_BASIS": "as TRASHED",
    "privacy._NOES": "what somebody said no to holds, whoever asks; goes into an older copy, and is not shown",
    "privacy._POSTAL": "as TRASHED",
    "outreach_urgent_actions._CONTACT": "as privacy.TRASHED; freezing asks who may be seen",
    "timeline.TOO_SOON": "as privacy.TRASHED",
    "tasks._WRITTEN": "the task that the same step has just written",
    "tasks._COLUMNS": "the beginning of the statements below it, each of which asks",
}
# The key of a sector that is meant as an ordinary word: "path word" to the reason. Keys are ordinary words (women,
# legal, business), so a text that is exactly one of them is taken for the key unless it is listed here.
ORDINARY_WORDS: dict[str, str] = {
    "plugins/outreach_priority/model/countries.py military": "a kind of link between two countries",
}


@cache
def ours() -> list[Source]:
    """All Python files of the product."""
    return house.sources("outreach_crm", "plugins", "sectors")


@cache
def of_tests() -> list[Source]:
    return house.sources("tests")


def features() -> set[str]:
    return {source.feature for source in ours() if source.feature}


def found(check: Callable[[Source], Iterable[str]], among: Iterable[Source]) -> list[str]:
    return [one for source in among for one in check(source)]


def test_a_feature_is_made_of_the_rooms_everybody_knows() -> None:
    rooms = {f"{source.feature}.{source.room}" for source in ours() if source.feature}
    unusual = {room for room in rooms if room.rpartition(".")[2] not in house.ROOMS}
    assert unusual == set(FURTHER_ROOMS), "list a further room with its reason, or strike one that is gone"


def test_no_module_is_longer_than_300_lines() -> None:
    assert found(house.long_modules, [*ours(), *of_tests()]) == []


def test_no_function_is_longer_than_40_lines() -> None:
    assert found(house.long_functions, [*ours(), *of_tests()]) == []


def test_every_module_and_public_name_has_a_docstring() -> None:
    assert found(house.undocumented, ours()) == []
    assert [str(source.path) for source in of_tests() if not source.text.startswith('"""')] == []


def test_the_templates_of_a_feature_stand_in_a_folder_of_its_name() -> None:
    """Flask looks for a template among those of all features, and takes the first of a name."""
    found_there = {
        (folder.parent.name, path.relative_to(folder).parts[0])
        for place in ("outreach_crm", "plugins")
        for folder in (ROOT / place).rglob("templates")
        for path in folder.rglob("*.html")
    }
    assert found_there >= {("web", "web"), ("privacy", "privacy")}
    assert [names for names in found_there if names[0] != names[1]] == []


def test_nothing_prints() -> None:
    assert found(house.prints, ours()) == []


def test_only_the_clock_knows_what_time_it_is() -> None:
    assert found(house.clocks, [source for source in ours() if source.module != "outreach_crm.clock"]) == []


def test_sql_stands_in_queries_tables_and_the_store_only() -> None:
    elsewhere = [
        source
        for source in ours()
        if source.room not in house.SQL_ROOMS
        and not source.module.startswith("outreach_crm.storage")
        and str(source.path) not in STATEMENTS_ELSEWHERE
    ]
    assert found(house.statements, elsewhere) == []


def test_only_the_relay_touches_what_plugins_are_held_by() -> None:
    assert found(house.relays, [source for source in ours() if source.module != "outreach_crm.relay"]) == []


def test_no_code_knows_a_sector_by_its_key() -> None:
    check = partial(house.keys_of_sectors, keys=house.sector_keys())
    told = [one for one in found(check, ours()) if _without_line(one) not in ORDINARY_WORDS]
    assert told == []


def _without_line(finding: str) -> str:
    place, _, word = finding.partition(" ")
    return f"{place.partition(':')[0]} {word}"


def test_every_query_that_reads_contacts_asks_what_is_visible() -> None:
    found = house.queries(ours(), house.reads_contacts)
    blind = {f"{_feature(source)}.{name}" for source, name, text in found if "{visible(" not in text}
    assert blind == set(SEES_ALL), "add {visible(c)}, list the query with its reason, or strike one that is gone"


def _feature(source: Source) -> str:
    return source.feature.rpartition(".")[2]


def test_a_feature_reaches_another_one_by_its_service_and_model_only() -> None:
    check = partial(house.private_rooms, features=features(), shared=SHARED_ROOMS)
    assert found(check, ours()) == []


def test_the_core_imports_no_plugin_and_plugins_do_not_import_each_other() -> None:
    assert found(partial(house.other_plugins, plugins=house.plugin_folders()), ours()) == []


def test_no_module_has_a_construct_that_python_warns_of() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compiled = [compile(source.text, str(source.path), "exec") for source in [*ours(), *of_tests()]]
    assert len(compiled) > 200  # all of them were looked at


def _source(text: str, path: str = "outreach_crm/groups/service.py") -> Source:
    return Source(Path(path), text)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (partial(house.long_modules, limit=1), "a = 1\nb = 2\n"),
        (partial(house.long_functions, limit=1), "def f():\n    pass\n"),
        (house.undocumented, '"""Doc."""\nclass A:\n    """Doc."""\n    def f(self): ...\n'),
        (house.prints, "print(1)"),
        (house.clocks, "import datetime\ndatetime.datetime.now()"),
        (house.clocks, "date.today()"),
        (house.clocks, "from time import time"),
        (house.clocks, "q = 'where day < current_date'"),
        (house.statements, "q = 'select 1'"),
        (house.statements, "q = '''\n  SELECT name FROM contacts'''"),
        (house.statements, "q = f'insert into {table} (name) values (1)'"),
        (house.statements, "q = f'update {table} set name = 1'"),
        (house.statements, "q = 'with recursive up (id) as (select 1)'"),
        (house.statements, "q = 'create temp table t (id)'"),
        (house.relays, "manager.hook.commands()"),
        (partial(house.keys_of_sectors, keys={"legal"}), "if sector == 'legal': pass"),
        (partial(house.private_rooms, features={"outreach_crm.asks"}), "from outreach_crm.asks import queries"),
        (partial(house.private_rooms, features={"outreach_crm.asks"}), "import outreach_crm.asks.tables"),
        (partial(house.other_plugins, plugins={"outreach_cases"}), "def f():\n    from outreach_cases import model"),
    ],
)
def test_a_check_finds_what_it_is_for(check: Callable[[Source], Iterable[Any]], text: str) -> None:
    assert len(list(check(_source(text)))) == 1


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (house.undocumented, '"""Doc."""\ndef _private(): ...\n'),
        (house.clocks, "app.clock.now(), clock.today(), time.monotonic()"),
        (house.statements, "say = 'Select a contact', 'update contact', 'create account', 'with Ana', 'delete it'"),
        (house.statements, '"""select is a word of SQL."""'),
        (partial(house.keys_of_sectors, keys={"legal"}), "title = 'legal aid'"),
        (partial(house.private_rooms, features={"outreach_crm.asks"}), "from outreach_crm.asks import model, service"),
        (partial(house.private_rooms, features={"outreach_crm.groups"}), "from outreach_crm.groups import queries"),
        (partial(house.other_plugins, plugins={"outreach_cases"}), "from outreach_crm import asks"),
    ],
)
def test_a_check_lets_pass_what_only_looks_alike(check: Callable[[Source], Iterable[Any]], text: str) -> None:
    assert list(check(_source(text))) == []


def test_the_check_of_visibility_names_the_query() -> None:
    text = "_ALL = 'select id from contacts c'\ndef f(store):\n    return store.rows('select 1 join v_contacts c')\n"
    assert [name for name, _ in house.queries_of(_source(text), house.reads_contacts)] == ["_ALL", "f"]
