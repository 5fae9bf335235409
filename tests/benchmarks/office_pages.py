"""The office at 100,000 contacts: how long a page takes, how many there are a second, what comes over the wire."""

import asyncio
import gc
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from outreach_crm.app import App
from outreach_crm.policy import Role
from tests.benchmarks.frame import ENVIRON, Figure, benchmark, section
from tests.benchmarks.million import make
from tests.benchmarks.segments import interests
from tests.web.office import at_desk
from tests.web.served import served
from tests.web.walk import Reader

SIZE = 100_000
PROCESSES, CONNECTIONS, SECONDS = 2, 16, 8.0
_ASKED = 300
# Further pages whose time counts: what they are, and a path; {id} stands for a contact by chance.
PAGES = {
    "the page of a contact": "/contacts/{id}",
    "today": "/today",
    "the history of changes": "/history",
}
_GOAL, _PACE = 60.0, 200


@benchmark("office-pages")
def office_pages() -> Iterator[Figure]:
    """100,000 contacts with histories and interests on SQLite: pages of the office, alone and many at once."""
    with section("office") as app:
        make(app, SIZE)
        interests(app, SIZE)
        client = at_desk(app, "Maria", Role.ADMINISTRATOR).client
        gc.collect()
        gc.freeze()  # as a server does before its first page
        for title, path in PAGES.items():
            yield from times(client, title, path)
        yield first_page(client)
        yield from many_at_once(app, client)


def times(client: FlaskClient, title: str, path: str, seed: int = 5) -> Iterator[Figure]:
    """Yield what a page costs the server, asked for again and again, p50 and p95."""
    chance = random.Random(seed)
    taken = []
    for turn in range(_ASKED + 20):
        asked = path.replace("{id}", str(chance.randint(1, SIZE)))
        began = time.process_time()
        answer = client.get(asked)
        if turn >= 20:  # what is compiled and read once is not counted
            taken.append((time.process_time() - began) * 1000)
        assert answer.status_code == 200, (asked, answer.status_code)
    taken.sort()
    yield Figure(title=f"{title}, p50", value=taken[len(taken) // 2], unit="ms CPU")
    late = taken[len(taken) * 95 // 100]
    yield Figure(title=f"{title}, p95", value=late, unit="ms CPU", goal=f"at most {_GOAL:.0f} ms", met=late <= _GOAL)


def first_page(client: FlaskClient) -> Figure:
    """Return what comes over the wire for the first page with all that belongs to it."""
    page = client.get("/", follow_redirects=True)
    files = [own for tag, own in Reader(page.text).elements if tag in {"link", "script"}]
    parts = {own.get("href") or own.get("src", "") for own in files}
    packed = {"Accept-Encoding": "gzip"}
    answers = [page, *(client.get(part, headers=packed) for part in sorted(parts) if part)]
    size = sum(len(one.get_data()) + len(str(one.headers)) for one in answers) / 1000
    return Figure(title="the first page, complete", value=size, unit="kB", goal="at most 100 kB", met=size <= 100)


def many_at_once(app: App, client: FlaskClient) -> Iterator[Figure]:
    """Yield how many pages of contacts ``outreach serve`` answers a second, and what each takes of a processor."""
    cookie = client.get_cookie("outreach")
    assert cookie is not None
    with served(app, "--processes", str(PROCESSES), **ENVIRON) as site:
        before = _taken(site.pid)
        done = asyncio.run(_ask(urlsplit(site.address).port or 0, cookie.value))
        taken = _taken(site.pid) - before
    title = f"pages of contacts, {CONNECTIONS} connections, {PROCESSES} processes"
    value = done / SECONDS
    yield Figure(title=title, value=value, unit="/s", goal=f"at least {_PACE}", met=value >= _PACE)
    # What the pace asks of processors that do nothing else, however busy this machine is.
    each, most = taken / done * 1000, PROCESSES * 1000 / _PACE
    yield Figure(title="what each takes", value=each, unit="ms CPU", goal=f"at most {most:.0f} ms", met=each <= most)


def _taken(pid: int) -> float:
    """Return the processor seconds of a process and of those it began."""
    crew = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    stats = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in (pid, *crew)]
    return sum(int(one[11]) + int(one[12]) for one in stats) / os.sysconf("SC_CLK_TCK")


async def _ask(port: int, cookie: str) -> int:
    end = time.perf_counter() + SECONDS
    loops = [_keep_asking(port, cookie, end, number) for number in range(CONNECTIONS)]
    return sum(await asyncio.gather(*loops))


async def _keep_asking(port: int, cookie: str, end: float, seed: int) -> int:
    chance, done = random.Random(seed), 0
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < end:
        path = f"/contacts/{chance.randint(1, SIZE)}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: outreach={cookie}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        assert head.startswith("HTTP/1.1 200"), head
        length = next(line for line in head.split("\r\n") if line.lower().startswith("content-length"))
        await reader.readexactly(int(length.partition(":")[2]))
        done += 1
    writer.close()
    return done
