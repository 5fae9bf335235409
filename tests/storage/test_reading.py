"""One SQL text gives the same answer on each engine."""

from typing import Any

import pytest

from outreach_crm.errors import OutreachError
from outreach_crm.storage import Store


def value(store: Store, expression: str, **params: Any) -> Any:
    return store.value(f"select {expression} as x", **params)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{instr('Łódź'; 'dź')}", 3),
        ("{instr('abc'; 'x')}", 0),
        ("{instr('abc'; '')}", 1),
        ("{greatest(2; 10)}", 10),
        ("{greatest('b'; 'a')}", "b"),
        ("{greatest(cast(null as {int}); 3)}", 3),
        ("{greatest(3; cast(null as {int}))}", 3),
        ("{greatest(cast(null as {int}); cast(null as {int}))}", None),
        ("{days_after('2026-02-27'; 3)}", "2026-03-02"),
        ("{days_after('2024-02-28'; 1)}", "2024-02-29"),
        ("{days_after('2026-03-09'; -9)}", "2026-02-28"),
        ("{days_after('2026-03-09'; 2 + 3)}", "2026-03-14"),
        ("{days_after('2026-03-09T23:59:59Z'; 1)}", "2026-03-10"),
        ("{days_after(cast(null as text); 1)}", None),
        ("{json(:doc; text)}", "Łódź %:x"),
        ("{json(:doc; whole)}", "5"),
        ("{json(:doc; half)}", "0.5"),
        ("{json(:doc; none)}", None),
        ("{json(:doc; absent)}", None),
    ],
)
def test_a_fragment_means_the_same_on_both_engines(store: Store, expression: str, expected: Any) -> None:
    doc = '{"text": "Łódź %:x", "whole": 5, "half": 0.5, "none": null}'
    assert value(store, expression, doc=doc) == expected


def test_lists_of_numbers_and_texts_go_in_as_one_parameter(store: Store) -> None:
    with store.selection() as chosen:
        chosen.fill("select 1 as contact_id union select 2 as contact_id union select 3 as contact_id")
        found = store.rows("select contact_id from selection where contact_id in {each(:ids)}", ids="[3, 1, 3, 9]")
        assert sorted(row["contact_id"] for row in found) == [1, 3]
        assert value(store, "'b' in {each_text(:names)}", names='["a", "b"]') == 1
        assert store.rows("select contact_id from selection where contact_id in {each(:ids)}", ids="[]") == []


@pytest.mark.parametrize("separator", [", ", "; ", " ' ", "%", ":x"])
def test_joined_texts_part_at_whatever_is_wanted(store: Store, separator: str) -> None:
    quoted = separator.replace("'", "''")
    found = value(store, f"{{join(t.v; '{quoted}')}} as x from (select 'a' as v union all select 'b' as v) t --")
    assert sorted(str(found).split(separator)) == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["100 %", "%s", "%(name)s", "%%", ":name", "12:30", "it''s :x", "a::b", "-- no comment"]
)
def test_signs_inside_quoted_text_mean_nothing(store: Store, text: str) -> None:
    assert store.one(f"select '{text}' as x, :name as y", name="n") == {"x": text.replace("''", "'"), "y": "n"}


def test_percent_is_an_operator_and_like_keeps_its_sign(store: Store) -> None:
    assert value(store, "7 % 4") == 3
    assert value(store, "case when 'abc' like 'a%' then 1 else 0 end -- 100 % :true") == 1


def test_a_colon_pair_is_no_parameter(store: Store) -> None:
    if store.engine == "postgresql":
        assert value(store, "'5'::bigint") == 5


@pytest.mark.parametrize(
    "text", ["", " ", "O'Brien", "שלום", "สวัสดี", "한국어", "𝒳 👩‍👩‍👧", "a\nb\tc", "\\x00", "null", "0123"]
)
def test_any_text_comes_back_as_it_went_in(store: Store, text: str) -> None:
    with store.write():
        store.execute("insert into meta (key, value) values ('probe', :text)", text=text)
        assert store.value("select value from meta where key = 'probe'") == text


@pytest.mark.parametrize("number", [0, -1, 2**53 + 1, 2**63 - 1, -(2**63)])
def test_whole_numbers_come_back_exactly(store: Store, number: int) -> None:
    assert value(store, "cast(:number as {int})", number=number) == number


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, -2.5e-7, 1e300])
def test_real_numbers_come_back_exactly(store: Store, number: float) -> None:
    assert value(store, "cast(:number as {real})", number=number) == number


def test_sums_and_counts_are_plain_numbers(store: Store) -> None:
    row = store.one("select sum(t.v) as total, count(*) as n, avg(t.v) as mean from (select 1 as v union select 2) t")
    assert row == {"total": 3, "n": 2, "mean": 1.5}
    assert [type(found) for found in (row or {}).values()] == [int, int, float]


def test_text_stands_in_the_order_of_its_bytes(store: Store) -> None:
    texts = ["b", "a", "B", "Z", "é", "z", "_", "1", "10", "9", "Ä", "𝒳", "ﬀ", "-a", " a"]
    with store.write():
        for text in texts:
            store.execute("insert into meta (key, value) values (:key, '')", key=f"o{text}")
        found = [row["key"][1:] for row in store.rows("select key from meta where key like 'o%' order by key")]
        after = [row["key"][1:] for row in store.rows("select key from meta where key >= 'oa' and key < 'ob'")]
    assert found == sorted(texts, key=str.encode)
    assert after == ["a"]


def test_the_store_knows_the_moment_the_day_and_the_actor(store: Store) -> None:
    store.bound.actor_id = 7
    row = store.one("select :now as now, :today as today, cast(:actor_id as {int}) as actor")
    assert row == {"now": "2026-03-09T08:00:00Z", "today": "2026-03-09", "actor": 7}


def test_a_given_parameter_comes_before_one_that_is_bound(store: Store) -> None:
    assert value(store, ":now", now="never") == "never"


def test_nothing_found_is_none(store: Store) -> None:
    assert store.one("select key from meta where key = 'absent'") is None
    assert store.value("select key from meta where key = 'absent'") is None
    assert store.rows("select key from meta where key = 'absent'") == []


@pytest.mark.parametrize("sql", ["select full_name from meta", "select locked_on from meta", "selec 1", "select :x"])
def test_a_wrong_statement_is_not_taken_for_a_fault_of_the_machine(store: Store, sql: str) -> None:
    with pytest.raises(OutreachError) as told, store.write():
        store.rows(sql)
    assert not {"disk", "damaged", "Another"} & set(str(told.value).split())


def test_an_unknown_fragment_is_named(store: Store) -> None:
    with pytest.raises(KeyError, match="nonsense"):
        store.rows("select {nonsense(1)}")


def test_a_set_of_numbers_is_tested_row_by_row_on_both_engines(store: Store) -> None:
    sql = "select n from (select 1 as n union all select 2 union all select 3) as some_numbers where {among(n; :ids)}"
    assert sorted(row["n"] for row in store.rows(sql, ids=store.numbers([3, 1, 9]))) == [1, 3]
    assert store.rows(sql, ids=store.numbers([])) == []
