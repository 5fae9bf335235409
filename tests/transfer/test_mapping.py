"""Which column says what: guessed from headers and values, given by hand, kept by name."""

from collections.abc import Callable

import pytest

from outreach_crm.errors import InvalidInputError
from outreach_crm.transfer.mapping.fields import BASES, Target, read_pairs, read_target
from outreach_crm.transfer.mapping.words import words
from outreach_crm.transfer.model import Labelled
from outreach_crm.transfer.service import Reading

Opened = Callable[..., Reading]


def fields(opened: Opened, header: str, *rows: str) -> list[str]:
    """The fields guessed for a header in one line, parted by semicolons."""
    return [column.field for column in opened("\n".join([header, *rows])).columns]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "First name;Last name;E-mail;Phone;Mobile;Organisation;Job title;Street;Postcode;City;Country;Language",
            "given family email phone phone:mobile organisation role street postcode town country language",
        ),
        (
            "Prénom;Nom;Courriel;Téléphone;Portable;Organisme;Fonction;Rue;Code postal;Ville;Pays;Langue",
            "given family email phone phone:mobile organisation role street postcode town country language",
        ),
        (
            "Nombre;Apellidos;Correo electrónico;Teléfono;Móvil;Entidad;Cargo;Calle;C.P.;Ciudad;País;Idioma",
            "given family email phone phone:mobile organisation role street town country language",
        ),
        (
            "Vorname;Name;E-Mail-Adresse;Telefon;Handy;Firma;Funktion;Straße;PLZ;Ort;Land;Sprache",
            "given family email phone phone:mobile organisation role street postcode town country language",
        ),
        (
            "Nome;Cognome;Posta elettronica;Telefono;Cellulare;Ente;Qualifica;Via;CAP;Città;Paese;Lingua",
            "given family email phone phone:mobile organisation role street postcode town country language",
        ),
        (
            "Voornaam;Achternaam;E-mailadres;Telefoon;Mobiel;Organisatie;Functie;Straat;Postcode;Plaats;Land;Taal",
            "given family email phone phone:mobile organisation role street postcode town country language",
        ),
        (
            "Naam;Trefwoorden;Opmerkingen;Toestemming;Nieuwsbrief;Datum toestemming",
            "name interest note consent consent:email consent-on",
        ),
        ("Nom complet;Mots-clés;Remarques;Consentement RGPD", "name interest note consent"),
        ("Name;Sektor;Stichworte;Bemerkungen;Einwilligung am", "name sector interest note consent-on"),
    ],
    ids=["English", "French", "Spanish", "German", "Italian", "Dutch", "more Dutch", "more French", "more German"],
)
def test_headers_are_understood_in_six_languages(opened: Opened, header: str, expected: str) -> None:
    assert [one for one in fields(opened, header) if one] == expected.split()


PROGRAMS = {
    "google": (
        "First Name,Middle Name,Last Name,Name Prefix,File As,Organization Name,Organization Title,Notes,Labels,"
        "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,"
        "Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,Website 1 - Value",
        "Ana,María,Ruiz,Dr.,,Bar,President,,* myContacts ::: Lawyers,* Work,ana@example.org,Mobile,915550123,Home,"
        '"Mayor 1, Madrid",Mayor 1,Madrid,28013,Spain,https://www.example.org',
    ),
    "google, before 2024": (
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
        "Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,"
        "Address 1 - Type,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country",
        "Ana María Ruiz,Ana,María,Ruiz,,* myContacts ::: Lawyers,* Work,ana@example.org,Mobile,915550123,,Bar,"
        "President,Home,Mayor 1,Madrid,28013,Spain",
    ),
    "outlook": (
        "Title,First Name,Middle Name,Last Name,Company,Job Title,Home Street,Home City,Home Postal Code,"
        "Home Country/Region,Mobile Phone,Categories,E-mail Address,E-mail Type,E-mail Display Name,Birthday,Web Page",
        "Dr.,Ana,María,Ruiz,Bar,President,Mayor 1,Madrid,28013,Spain,915550123,Lawyers,"
        "ana@example.org,SMTP,Ana,0/0/00,x.org",
    ),
    "thunderbird": (
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Mobile Number,"
        "Home Address,Home Address 2,Home City,Home ZipCode,Home Country,Job Title,Organization,Web Page 1,"
        "Birth Year,Notes",
        "Ana María,Ruiz,Ana María Ruiz,,ana@example.org,,,915550123,Mayor 1,,Madrid,28013,Spain,President,Bar,,1970,",
    ),
    "civicrm": (
        "Contact ID,Contact Type,Do Not Email,Sort Name,Display Name,First Name,Last Name,Job Title,Current Employer,"
        "Street Address,City,Postal Code,Country,Email,Phone",
        '17,Individual,Yes,"Ruiz, Ana",Ana María Ruiz,Ana María,Ruiz,President,Bar,Mayor 1,Madrid,28013,Spain,'
        "ana@example.org,915550123",
    ),
    "espocrm": (
        "id,salutationName,firstName,lastName,accountName,title,emailAddress,phoneNumber,addressStreet,addressCity,"
        "addressCountry,addressPostalCode,description,emailAddressIsOptedOut,createdAt,modifiedAt",
        "5f1,Ms.,Ana María,Ruiz,Bar,President,ana@example.org,915550123,Mayor 1,Madrid,Spain,28013,x,0,"
        "2024-01-02,2024-01-03",
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_exports_of_address_books_and_crms_are_understood(opened: Opened, program: str) -> None:
    one = next(opened("\n".join(PROGRAMS[program])).clean())
    assert (one.name, one.given, one.family) == ("Ana María Ruiz", "Ana María", "Ruiz")
    assert (one.organisation, one.role) == ("Bar", "President")
    assert [each.value for each in (*one.emails, *one.phones)] == ["ana@example.org", "+34915550123"]
    address = one.addresses[0]
    assert (address.lines, address.postcode, address.town, address.country) == ("Mayor 1", "28013", "Madrid", "ES")
    assert (one.flags, one.refused) == ((), "")


def test_what_else_the_programs_say_arrives_too(opened: Opened) -> None:
    google, outlook, civicrm, espocrm = (
        next(opened("\n".join(PROGRAMS[name])).clean()) for name in ("google", "outlook", "civicrm", "espocrm")
    )
    assert google.emails == (Labelled(value="ana@example.org", label="work"),)
    assert (google.phones[0].label, google.interests) == ("mobile", ("Lawyers",))
    assert (outlook.note, outlook.addresses[0].label) == ("Dr.", "home")
    assert (civicrm.ids, [one.granted for one in civicrm.consents]) == (("civicrm:17",), [False])
    assert (espocrm.ids, espocrm.changed_on) == (("espocrm:5f1",), "2024-01-03")


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Name;Address", "Ana;ana@example.org", "name email"),
        ("Name;Address", "Ana;Mayor 1", "name address"),
        ("Name;Address;City", "Ana;Mayor 1;Madrid", "name street town"),
        ("Name;Title", "Ana;Dr.", "name note"),
        ("Name;Title", "Ana;President", "name role"),
        ("Name;Vorname", "Ruiz;Ana", "family given"),
        ("Name;First name;Last name", "Ana Ruiz;Ana;Ruiz", "name given family"),
        ("Who;Reach", "Ana;ana@example.org", " email"),
        ("Name;Where", "Ana;www.example.org", "name web"),
        ("Name;Ring", "Ana;+34 915 550 123", "name phone"),
        ("Name;E-mail", "Ana;yes", "name "),
        (
            "Name;Work phone;Private e-mail;Fax (office)",
            "Ana;12;a@b.org;none yet",
            "name phone:work email:home phone:fax",
        ),
        ("Organisation;Website", "Bar;www.example.org", "organisation web"),
        ("Name;ID", "Ana;17", "name "),
        ("Name;Diet;press;own", "Ana;x;yes;z", "name field:diet field:press "),
        ("Name;id:oldbook;email:work;can_do", "Ana;1;a@b.org;speak", "name id:oldbook email:work can_do"),
    ],
)
def test_values_and_other_columns_decide_where_a_header_leaves_it_open(
    opened: Opened, header: str, row: str, expected: str
) -> None:
    assert fields(opened, header, row) == expected.split(" ")


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("Oldbook ID", ("1", "2"), "id:oldbook"),
        ("Oldbook ID", ("1", "1"), ""),
        ("Owner ID", ("1", "2"), ""),
        ("ID", ("1", "2"), ""),
    ],
)
def test_a_number_that_may_be_of_somebody_else_is_not_guessed_to_be_the_contacts(
    opened: Opened, header: str, values: tuple[str, str], field: str
) -> None:
    """By its number a contact is known again: a wrong guess would make one contact of many."""
    assert fields(opened, f"Name;{header}", f"Ana;{values[0]}", f"Bo;{values[1]}") == ["name", field]


def test_a_list_of_organisations_is_one(opened: Opened) -> None:
    reading = opened("Organisation,Acronym,Website\nBar Association,BA,www.example.org\n")
    one = next(reading.clean())
    assert (reading.mapping.kind, one.kind, one.name, one.fields) == (
        "organisation",
        "organisation",
        "Bar Association",
        {"also": "BA"},
    )


def test_a_row_without_a_person_beside_others_is_an_organisation(opened: Opened) -> None:
    person, body = opened("Name,Organisation\nAna,Bar\n,Bar\n").clean()
    assert (person.kind, person.organisation) == ("person", "Bar")
    assert (body.kind, body.name, body.organisation) == ("organisation", "Bar", "")


def test_what_is_written_by_hand_goes_before_what_is_guessed(opened: Opened) -> None:
    reading = opened("Name,Sort,Notes\nAna,Legal,x\n", columns={"Sort": "sector", "Notes": ""})
    assert [(one.field, one.why) for one in reading.columns] == [("name", "values"), ("sector", "given"), ("", "given")]


def test_a_column_mapped_twice_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="'Mail' is mapped twice, to email and to phone"):
        read_pairs(["Mail=email", "Mail=phone"])


def test_two_columns_for_a_field_with_room_for_one_are_refused(opened: Opened) -> None:
    with pytest.raises(InvalidInputError, match="'A' and 'B' are both mapped to family"):
        opened("A,B,Name\n1,2,3\n", columns={"A": "family", "B": "family"})
    reading = opened("A,B,Name\na@x.org,b@x.org,Ana\n", columns={"A": "email", "B": "email"})
    assert len(next(reading.clean()).emails) == 2


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ("Name", "does not say which column is what"),
        ("=name", "does not say which column is what"),
        ("Nmae=name", "no column 'Nmae'.*did you mean 'Name'"),
    ],
)
def test_a_pair_that_cannot_be_meant_is_refused(pair: str, sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        read_pairs([pair], ["Name", "E-mail"])


def test_a_header_may_hold_an_equals_sign() -> None:
    assert read_pairs(["a=b=name"]) == {"a=b": "name"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("emial", "did you mean 'email'"),
        ("id", "write id:civicrm"),
        ("field:shoe", "not a field of this section"),
        ("consent:pigeon", "a consent is for email"),
        ("name:work", "takes nothing after a colon"),
    ],
)
def test_a_field_that_does_not_exist_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        read_target(text, ["diet"])


@pytest.mark.parametrize(
    "text", ["name", "email:work", "id:civicrm", "field:diet", "consent:sms", "street:home", "rhythm_days"]
)
def test_a_field_is_written_as_it_is_read(text: str) -> None:
    assert str(read_target(text, ["diet"])) == text
    assert read_target("diet", ["diet"]) == Target("field", "diet")


def test_every_word_in_the_data_means_a_field_there_is() -> None:
    known = words()
    programs = [field for program in known.programs for field in program.fields.values()]
    meant = {field.partition(":")[0] for listed in known.fields.values() for field in listed} | set(programs)
    assert {one.partition(":")[0] for one in meant} - {*BASES, "", "prefix", "department"} == set()


def test_a_table_of_which_nothing_is_understood_says_how_to_map_it(opened: Opened) -> None:
    with pytest.raises(InvalidInputError, match=r"the columns are colour, size\. Say which is which: --map"):
        opened("colour,size\nred,big\n")
    assert next(opened("colour,size\nred,big\n", columns={"colour": "name"}).clean()).name == "red"
