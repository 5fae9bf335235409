"""What it costs to read a list of contacts, beside parting its cells and nothing else."""

import csv
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from outreach_crm.app import App
from outreach_crm.transfer import service
from tests.benchmarks.frame import Figure, benchmark, cpu, interleaved

ROWS = 200_000
_GIVEN = [
    "Ana",
    "Luis",
    "Marta",
    "José",
    "Eva",
    "Ola",
    "Per",
    "Nils",
    "Ada",
    "Karl",
    "Inés",
    "Zoë",
    "Paul",
    "Ruth",
    "Omar",
    "Lena",
    "Ivo",
    "Mira",
]
_FAMILY = [
    "Ruiz",
    "García",
    "Novák",
    "Smith",
    "Müller",
    "Rossi",
    "Jansen",
    "Dupont",
    "Kowalski",
    "Haddad",
    "O'Neill",
    "Larsen",
    "Popescu",
]
_KEYWORDS = [
    "torture",
    "death penalty",
    "women",
    "children",
    "health",
    "fair trial",
    "refugees",
    "labour",
    "land",
    "minorities",
]
_COUNTRIES = ("Spain", "France", "Germany", "GB", "IT", "Netherlands", "Chile")
_HEADER = (
    "CiviCRM ID,First Name,Last Name,E-mail,Phone,Mobile,Organisation,Job title,Street,Postcode,City,Country,Language,"
    "Sector,Keywords,Newsletter,Consent date,Notes"
)


def write_list(path: Path, rows: int) -> None:
    """Write a list of 18 columns and about five keywords a row, invented and the same each time."""
    random = Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_HEADER.split(","))
        for n in range(rows):
            given, family = random.choice(_GIVEN), random.choice(_FAMILY)
            table.writerow(
                [
                    *(n + 1, given, family, f"person.{n}@example.org", f"+34915{n % 1_000_000:06d}"),
                    "" if n % 3 else f"+4479{n % 100_000_000:08d}",
                    *((f"{family} & Sons {n % 5_000}", "Director") if n % 2 else ("", "")),
                    *(f"High Street {n % 300}", 10_000 + n % 90_000, "Madrid", _COUNTRIES[n % 7]),
                    *(("en", "fr", "es")[n % 3], ("legal", "medical", "unions", "")[n % 4]),
                    ";".join(random.sample(_KEYWORDS, 5)),
                    *("yes" if n % 2 else "no", f"2024-05-{n % 28 + 1:02d}", ""),
                ]
            )


@benchmark("reading")
def reading() -> Iterator[Figure]:
    """Reading, mapping and cleaning 200,000 rows of CSV (18 columns), beside csv.reader alone: median of 5."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        path = place / "list.csv"
        write_list(path, ROWS)
        app = App.open(str(place / "o.db"), environ={"OUTREACH_SETTINGS": str(place / "none.toml")})
        contacts = service.read(app, path)

        def ours() -> float:
            return cpu(lambda: sum(1 for _ in contacts.clean()))

        def parting() -> float:
            with path.open(encoding="utf-8", newline="") as file:
                return cpu(lambda: sum(1 for _ in csv.reader(file)))

        taken, least, ratio = interleaved(5, ours, parting)
        app.close()
    yield Figure(title="reading one contact", value=taken / ROWS * 1e6, unit="us")
    yield Figure(title="parting the cells of one row", value=least / ROWS * 1e6, unit="us")
    yield Figure(title="the first to the second", value=ratio, unit="x", goal="<= 20", met=ratio <= 20)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure(title="peak memory of the process", value=peak, unit="MB", goal="<= 150", met=peak <= 150)
