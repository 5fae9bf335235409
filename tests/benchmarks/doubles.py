"""Invented people some of whom are in the book twice, and which ones: names, addresses and faults made by chance.

Faults are those of keyboards, scanners, ears, and of people who leave things out, move house or write a short form.
"""

import random
from collections.abc import Callable

from attrs import define, evolve, field

from outreach_crm.contacts.likeness import Facts, Place
from outreach_crm.contacts.model import Kind

_GIVEN_TOLD = """
Ana Maria Carmen Lucia Elena Sofia Paula Laura Marta Ines Julia Clara Rosa Teresa Pilar Jose Juan Carlos Luis Miguel
Pedro Pablo Javier Diego Andres Jorge Fernando Rafael Manuel Antonio John Mary James Patricia Robert Jennifer
Michael Linda William Elizabeth David Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Daniel Nancy
Matthew Lisa Anthony Margaret Mark Sandra Paul Ashley Steven Emily Andrew Kimberly Pierre Claire Camille Antoine
Julien Nathalie Sylvie Thierry Hans Ulrike Jürgen Heike Wolfgang Sabine Dieter Monika Giulia Marco Luca Chiara
Francesca Matteo Olga Ivan Dmitri Natalia Sergei Svetlana Mikhail Ahmed Fatima Mohammed Aisha Omar Layla Hassan
Yasmin Wei Min Hiroshi Yuki Priya Rahul Anjali Vikram Nguyen Linh Kwame Ama Chidi Ngozi Björn Astrid Lars Ingrid
Søren Katarzyna Piotr Agnieszka Tomasz Zoltan Eszter Nikos Eleni Mehmet Ayse
"""
_GIVEN = _GIVEN_TOLD.split()
_FAMILY_TOLD = """
Garcia Martinez Lopez Sanchez Gonzalez Rodriguez Fernandez Ruiz Diaz Moreno Alvarez Romero Torres Navarro Smith
Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson White Harris Martin Thompson Clark
Lewis Walker Hall Young King Wright Scott Green Baker Adams Nelson Carter Mitchell Roberts Campbell Parker Evans
Edwards Collins Stewart Morris Murphy Cook Rogers Dubois Bernard Petit Durand Leroy Moreau Laurent Lefebvre Müller
Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Rossi Russo Ferrari Esposito Bianchi Ivanov
Petrov Sidorov Kuznetsova Popov Khan Hussain Ali Rahman Chen Wang Li Zhang Tanaka Suzuki Sharma Patel Singh Tran
Pham Mensah Okafor Adeyemi Hansen Nielsen Johansson Andersson Kowalski Nowak Nagy Papadopoulos Yilmaz
"""
_FAMILY = _FAMILY_TOLD.split()
_SYLLABLES_TOLD = """
ba bel cor dan del far gor hal jen kar lin mor nov par quin ros san tel var wen zur ald eck ov sky man
"""
_SYLLABLES = _SYLLABLES_TOLD.split()
_TOWNS_TOLD = """
Lisbon Porto Madrid Seville Granada Bilbao Lyon Lille Nantes Toulouse Berlin Hamburg Leipzig Bremen Vienna Graz
Milan Turin Bologna Naples Leeds Bristol Cardiff Glasgow Dublin Cork Utrecht Leiden Ghent Liege Oslo Bergen Malmö
Uppsala Aarhus Turku Gdansk Krakow Brno Györ Athens Patras Izmir Bursa Perth Hobart Geelong Dunedin Nelson
"""
_TOWNS = _TOWNS_TOLD.split()
_STREETS_TOLD = """
Station Church Mill Park Garden River Castle Market Bridge School Victoria Albert Oak Elm Chestnut Harbour
"""
_STREETS = _STREETS_TOLD.split()
_WAYS = ["Street", "Road", "Avenue", "Lane", "Close", "Court", "Place", "Square"]
_SHORT = {"Street": "St", "Road": "Rd", "Avenue": "Ave", "Lane": "Ln", "Place": "Pl", "Square": "Sq", "Court": "Ct"}
_FRIENDLY = {
    "Jose": "Pepe", "Robert": "Bob", "William": "Bill", "Elizabeth": "Liz", "Michael": "Mike", "Richard": "Dick",
    "Margaret": "Peggy", "Thomas": "Tom", "James": "Jim", "Francesca": "Franca", "Katarzyna": "Kasia", "Olga": "Olya",
    "Matthew": "Matt", "Jennifer": "Jenny", "Antonio": "Toni", "Dmitri": "Dima", "Mikhail": "Misha", "Daniel": "Dan",
    "Patricia": "Pat", "Steven": "Steve", "Andrew": "Andy", "Joseph": "Joe", "Anthony": "Tony", "Barbara": "Babs",
}  # fmt: skip
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SCANNED = (("m", "rn"), ("l", "1"), ("o", "0"), ("cl", "d"), ("i", "l"), ("e", "c"), ("h", "b"), ("u", "v"))
_HEARD = (
    ("ph", "f"),
    ("c", "k"),
    ("y", "i"),
    ("z", "s"),
    ("v", "w"),
    ("ll", "l"),
    ("ck", "k"),
    ("ei", "ie"),
    ("th", "t"),
)


@define
class Maker:
    """Makes people by one chance."""

    chance: random.Random
    emails: set[str] = field(factory=set)

    def person(self) -> Facts:
        """Return somebody with most of what one knows of people; three in ten have no e-mail."""
        pick = self.chance.choice
        given = pick(_GIVEN) + (f" {pick(_GIVEN)}" if self.chance.random() < 0.1 else "")
        family = self.family()
        email = ""
        if self.chance.random() < 0.7:
            form = pick(("{g}.{f}", "{g}{f}", "{i}{f}", "{f}.{g}", "{g}.{f}{n}"))
            name = form.format(g=given.split()[0].lower(), f=family.lower(), i=given[0].lower(), n=self.number(2))
            host = pick(("example.org", "mail.example", "post.example", "example.net"))
            taken = f"{name}@{host}".replace(" ", "")
            email = taken if taken not in self.emails else f"{name}{self.number(4)}@{host}".replace(" ", "")
            self.emails.add(email)
        return Facts(
            given=given,
            family=family,
            name=f"{given} {family}",
            emails=(email,) if email else (),
            phones=(f"+{pick(('34', '44', '351'))}{self.number(9)}",) if self.chance.random() < 0.6 else (),
            places=(self.place(),) if self.chance.random() < 0.85 else (),
            fields={"born": self.day()} if self.chance.random() < 0.6 else {},
        )

    def family(self) -> str:
        """Return a family name: some are common, many are rare."""
        if self.chance.random() < 0.55:
            return _FAMILY[min(int(self.chance.expovariate(1 / 35)), len(_FAMILY) - 1)]
        return "".join(self.chance.choice(_SYLLABLES) for _ in range(self.chance.choice((2, 3, 3)))).title()

    def place(self) -> Place:
        """Return an address."""
        street = f"{self.chance.randint(1, 160)} {self.chance.choice(_STREETS)} {self.chance.choice(_WAYS)}"
        town = self.chance.choice(_TOWNS)
        return Place(lines=street, town=town, postcode=f"{_TOWNS.index(town) + 10}{self.number(3)}")

    def day(self) -> str:
        """Return a day of birth."""
        return f"{self.chance.randint(1935, 2004)}-{self.chance.randint(1, 12):02d}-{self.chance.randint(1, 28):02d}"

    def number(self, digits: int) -> str:
        """Return so many digits."""
        return "".join(self.chance.choice("0123456789") for _ in range(digits))

    def relative(self, one: Facts) -> Facts:
        """Return somebody of the same household: mostly the same name and phone, now and then one mailbox."""
        other, chance = self.person(), self.chance.random
        given = next(name for name in iter(lambda: self.chance.choice(_GIVEN), "") if name != one.given.split()[0])
        family = one.family if chance() < 0.8 else other.family
        emails = one.emails if chance() < 0.15 else other.emails
        phones = one.phones if chance() < 0.5 else other.phones
        return evolve(
            other, given=given, family=family, name=f"{given} {family}", places=one.places, emails=emails, phones=phones
        )

    def namesake(self, one: Facts) -> Facts:
        """Return somebody else of the same name; half of them in the same town."""
        other = self.person()
        places = other.places
        if one.places and places and self.chance.random() < 0.5:
            places = (evolve(places[0], town=one.places[0].town),)
        differs = {**other.fields, "born": self.day()} if one.fields and self.chance.random() < 0.8 else other.fields
        return (
            evolve(other, given=one.given, family=one.family, name=one.name, emails=(), fields=differs, places=places)
            if self.chance.random() < 0.5
            else evolve(other, given=one.given, family=one.family, name=one.name, fields=differs, places=places)
        )

    def copy(self, one: Facts) -> Facts:
        """Return the same person as somebody else entered them: one to three faults; one in twenty names swapped."""
        for _ in range(self.chance.choice((1, 1, 2, 2, 3))):
            one = self.chance.choice(_FAULTS)(self, one)
        if self.chance.random() < 0.05:
            one = evolve(one, given=one.family, family=one.given)
        return evolve(one, name=f"{one.given} {one.family}".strip())

    def slip(self, text: str) -> str:
        """Return a text with one slip of the keyboard, the scanner or the ear."""
        if len(text) < 2:
            return text
        at = self.chance.randrange(len(text))
        kind = self.chance.choice(("near", "turn", "drop", "double", "insert", "scan", "scan", "hear", "hear", "cut"))
        if kind == "near":
            row = next((keys for keys in _KEYS if text[at].lower() in keys), "")
            near = row[max(row.find(text[at].lower()) - 1, 0)] if row else self.number(1)
            return text[:at] + near + text[at + 1 :]
        if kind == "turn" and at + 1 < len(text):
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if kind in {"scan", "hear"}:
            fitting = [pair for pair in (_SCANNED if kind == "scan" else _HEARD) if pair[0] in text.lower()]
            if fitting:
                written, read = self.chance.choice(fitting)
                place = text.lower().index(written)
                return text[:place] + read + text[place + len(written) :]
        if kind == "cut" and len(text) > 6:
            return text[: -self.chance.randint(1, 3)]
        if kind == "double":
            return text[:at] + text[at] + text[at:]
        if kind == "insert":
            return text[:at] + self.chance.choice("aeinrst") + text[at:]
        return text[:at] + text[at + 1 :]


def _given(maker: Maker, one: Facts) -> Facts:
    kind = maker.chance.random()
    if kind < 0.15 and one.given in _FRIENDLY:
        return evolve(one, given=_FRIENDLY[one.given])
    if kind < 0.22:
        return evolve(one, given=f"{one.given[:1]}.")
    if kind < 0.32:
        return evolve(
            one, given=one.given.split()[0] if " " in one.given else f"{one.given} {maker.chance.choice(_GIVEN)}"
        )
    return evolve(one, given=maker.slip(one.given))


def _family(maker: Maker, one: Facts) -> Facts:
    kind = maker.chance.random()
    if kind < 0.05 and one.emails + one.phones:
        return evolve(one, family=maker.family())
    if kind < 0.12:
        return evolve(one, family=f"{one.family} {maker.family()}")
    return evolve(one, family=maker.slip(one.family))


def _email(maker: Maker, one: Facts) -> Facts:
    kind = maker.chance.random()
    if not one.emails or kind < 0.35:
        return evolve(one, emails=())
    if kind < 0.6:
        return evolve(one, emails=(f"{one.emails[0].partition('@')[0]}@other.example",))
    return evolve(one, emails=(maker.slip(one.emails[0]),))


def _phone(maker: Maker, one: Facts) -> Facts:
    kind = maker.chance.random()
    if not one.phones or kind < 0.4:
        return evolve(one, phones=())
    if kind < 0.7:
        return evolve(one, phones=(f"+34{maker.number(9)}",))
    at = maker.chance.randrange(4, len(one.phones[0]))
    return evolve(one, phones=(one.phones[0][:at] + maker.number(1) + one.phones[0][at + 1 :],))


def _street(maker: Maker, one: Facts) -> Facts:
    if not one.places:
        return one
    place, kind = one.places[0], maker.chance.random()
    words = place.lines.split()
    if kind < 0.3:
        return evolve(one, places=(evolve(place, lines=" ".join(_SHORT.get(word, word) for word in words)),))
    if kind < 0.45:
        return evolve(one, places=(evolve(place, lines=""),))
    return evolve(one, places=(evolve(place, lines=maker.slip(place.lines)),))


def _town(maker: Maker, one: Facts) -> Facts:
    if not one.places:
        return one
    place, kind = one.places[0], maker.chance.random()
    if kind < 0.25:
        return evolve(one, places=(maker.place(),))
    if kind < 0.5:
        return evolve(one, places=(evolve(place, postcode=""),))
    if kind < 0.75:
        return evolve(one, places=(evolve(place, postcode=maker.slip(place.postcode)),))
    return evolve(one, places=(evolve(place, town=maker.slip(place.town)),))


def _born(maker: Maker, one: Facts) -> Facts:
    day, kind = one.fields.get("born", ""), maker.chance.random()
    if not day or kind < 0.4:
        return evolve(one, fields={})
    if kind < 0.6:
        return evolve(one, fields={"born": f"{day[:5]}{day[8:]}-{day[5:7]}"})
    at = maker.chance.choice((2, 3, 6, 9))
    return evolve(one, fields={"born": day[:at] + maker.number(1) + day[at + 1 :]})


_FAULTS: tuple[Callable[[Maker, Facts], Facts], ...] = (_given, _family, _email, _phone, _street, _town, _born)


def book(size: int, seed: int) -> tuple[list[Facts], dict[int, int]]:
    """Return about so many records, and of each whom it is of: a third are copies, a tenth relatives and namesakes."""
    maker, people = Maker(random.Random(seed)), 0
    records: list[Facts] = []
    owner: dict[int, int] = {}

    def add(facts: Facts, person: int) -> None:
        records.append(evolve(facts, id=len(records) + 1, kind=Kind.PERSON))
        owner[len(records)] = person

    while len(records) < size:
        one, people = maker.person(), people + 1
        add(one, people)
        mine = people
        if maker.chance.random() < 0.5:
            for _ in range(maker.chance.choice((1, 1, 1, 2))):
                add(maker.copy(one), mine)
        if maker.chance.random() < 0.2:
            people += 1
            add(maker.chance.choice((maker.relative, maker.namesake))(one), people)
    return records, owner
