"""Who is one and who is not: names in all their spellings, households, namesakes, organisations."""

import pytest

from outreach_crm.contacts.likeness import CountedBook, Facts, Place, compare, keys, prepare, score
from outreach_crm.contacts.likeness.spelling import latin, sound
from outreach_crm.contacts.likeness.weighing import weights
from outreach_crm.contacts.likeness.wordlists import without_form
from outreach_crm.contacts.model import Kind
from tests.benchmarks.doubles import book

STREET = Place(lines="Calle Mayor 1", postcode="28013", town="Madrid")
BOOK = CountedBook.of([prepare(facts) for facts in book(3000, seed=5)[0]])
PROBABLE = 0.75


def likely(one: Facts, other: Facts) -> float:
    return score(compare(prepare(one), prepare(other), BOOK).odds(BOOK.size))


def reasons(one: Facts, other: Facts) -> tuple[str, ...]:
    return compare(prepare(one), prepare(other), BOOK).reasons()


def person(name: str, family: str = "", **more: object) -> Facts:
    given = name if family else ""
    return Facts(name=f"{name} {family}".strip(), given=given, family=family, **more)  # type: ignore[arg-type]


def organisation(name: str, **more: object) -> Facts:
    return Facts(name=name, kind=Kind.ORGANISATION, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Zoltan", "Quinvarski"), ("Zoltán", "QUINVARSKI")),
        (("Zoltan", "Quinvarski"), ("Zoltan", "Quinvarsky")),
        (("Zoltan", "Quinvarski"), ("Zolatn", "Quinvarski")),
        (("Zoltan", "Quinvarski"), ("Quinvarski", "Zoltan")),
        (("Zoltan", "Quinvarski"), ("Dr. Zoltan", "Quinvarski")),
        (("José", "Quinvarski"), ("Pepe", "Quinvarski")),
        (("Maria", "Quinvarski"), ("rnar1a", "Quinvarski")),
        (("Giorgos", "Papadopoulos"), ("Γιώργος", "Παπαδόπουλος")),
        (("Dmitri", "Shostakovich"), ("Дмитрий", "Шостакович")),
        (("Khaled", "Quinvarski"), ("خالد", "Quinvarski")),
        (("Zoltan", "Quin\u200bvarski"), ("Zoltan", "Quinvarski")),
    ],
)
def test_one_name_in_two_spellings_and_one_street_is_one_person(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert likely(person(*one, places=(STREET,)), person(*other, places=(STREET,))) >= PROBABLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Παπαδόπουλος", "Ιωάννου"),
        ("Шостакович", "Прокофьев"),
        ("محمد", "خالد"),
        ("习近平", "李克强"),
        ("ვახტანგ", "ირაკლი"),
    ],
)
def test_names_that_plain_ascii_would_lose_stay_different(one: str, other: str) -> None:
    assert latin(one) != latin(other)
    assert "" not in {latin(one), latin(other), sound(latin(one)), sound(latin(other))}
    assert "other family name" in reasons(person("A", one), person("A", other))


def test_a_household_is_not_one_person() -> None:
    home = {"places": (STREET,), "phones": ("+34 915 550 123",), "emails": ("casa@example.org",)}
    ana, luis = person("Ana", "Quinvarski", **home), person("Luis", "Quinvarski", **home)
    assert likely(ana, luis) < PROBABLE
    assert {"other given name", "same e-mail", "same phone", "same street and number"} <= {*reasons(ana, luis)}


def test_a_mailbox_of_many_says_little() -> None:
    mailbox = {"emails": ("office@bar.example",)}
    assert likely(person("Ana", "Quinvarski", **mailbox), person("Paul", "Meyer", **mailbox)) < 0.01


def test_father_and_son_are_told_apart_by_their_days_of_birth() -> None:
    one = person("Zoltan", "Quinvarski", places=(STREET,), fields={"born": "1950-03-04"})
    other = person("Zoltan", "Quinvarski", places=(STREET,), fields={"born": "1981-11-20"})
    assert likely(one, other) < PROBABLE


@pytest.mark.parametrize("born", ["1950-04-03", "1950-03-05", "1950-30-04", "1905-03-04"])
def test_a_day_of_birth_with_a_slip_speaks_for_one(born: str) -> None:
    one = person("Zoltan", "Quinvarski", fields={"born": "1950-03-04"})
    assert "born nearly the same" in reasons(one, person("Zoltan", "Quinvarski", fields={"born": born}))


def test_namesakes_with_other_towns_and_phones_are_not_probable() -> None:
    elsewhere = Place(lines="8 High Street", postcode="LS1 4AP", town="Leeds")
    one = person("Maria", "Garcia", places=(STREET,), phones=("+34 915 550 123",))
    assert likely(one, person("Maria", "Garcia", places=(elsewhere,), phones=("+44 113 496 0000",))) < 0.2


def test_the_same_name_alone_is_a_reason_to_look_and_no_more() -> None:
    assert 0.1 < likely(person("Zoltan", "Quinvarski"), person("Zoltan", "Quinvarski")) < PROBABLE


def test_an_own_field_that_nobody_shares_is_a_number_of_the_row_and_says_nothing() -> None:
    rows = [person("Ana", "Ruiz", fields={"row": f"row-{number}", "size": "M"}) for number in range(20)]
    numbered = CountedBook.of([prepare(one) for one in rows])
    told = compare(prepare(rows[0]), prepare(rows[1]), numbered).told
    assert not any(words.get("field") == "row" for _, _, words in told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ärzte für den Frieden e.V.", "Aerzte fuer den Frieden"),
        ("The Guild of Quarry Workers Ltd.", "Guild of Quarry Workers"),
        ("Εταιρεία Δασκάλων", "Etaireia Daskalon A.E."),
        ("Unión de Maestros, S.A. de C.V.", "Union de Maestros"),
        ("Bakers' Guild of Lindholm", "Guild of Bakers, Lindholm"),
    ],
)
def test_legal_forms_articles_and_scripts_do_not_part_an_organisation(one: str, other: str) -> None:
    web = {"webs": ("https://www.guild.example/about",)}
    assert likely(organisation(one, **web), organisation(other, webs=("http://guild.example",))) >= PROBABLE


def test_an_acronym_and_the_name_it_is_of_are_one_with_the_same_address() -> None:
    one = organisation("International Quarry Federation", webs=("iqf.example",))
    assert likely(one, organisation("IQF", webs=("https://iqf.example/",))) >= PROBABLE
    assert "one is the acronym of the other" in reasons(one, organisation("IQF"))


def test_sisters_with_one_rare_word_each_are_two() -> None:
    assert likely(organisation("Bar Association of Lima"), organisation("Bar Association of Cusco")) < 0.1


def test_a_legal_form_alone_stays_a_name() -> None:
    assert without_form(("sa",)) == ("sa",)
    assert without_form(("the",)) == ("the",)


def test_every_reason_is_a_sentence_with_what_it_needs() -> None:
    words = {"percent": 94, "field": "born"}
    assert all(
        weight.sentence.format(**words).strip() == weight.sentence.format(**words) for weight in weights().values()
    )


def test_whoever_is_one_meets_by_a_key() -> None:
    one = person("Zoltan", "Quinvarski", emails=("z@example.org",))
    other = person("Quinvarsky", "Zoltán", emails=("Z@EXAMPLE.org",))
    assert len({*keys(prepare(one))} & {*keys(prepare(other))}) > 1


def test_nothing_known_meets_nobody() -> None:
    assert score(compare(prepare(Facts()), prepare(Facts()), BOOK).odds(BOOK.size)) < 0.01
