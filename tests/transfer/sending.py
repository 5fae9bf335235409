"""Files sent by a page, as a browser sends them."""

import re
from io import BytesIO

from werkzeug.test import TestResponse

from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import Job
from outreach_crm.web.visiting import PROOF
from tests.web.office import Desk

MEMBERS = (
    "Name,E-mail,Organisation,Role,Ref\r\n"
    "Ana Ruiz,ana@example.org,Colegio de Abogados,President,1\r\n"
    "Paul Meyer,paul@example.org,,,2\r\n"
    ",,,,3\r\n"
)


def sent(desk: Desk, *files: tuple[str, str | bytes], pasted: str = "") -> TestResponse:
    """Send files by the page of imports."""
    mark = re.search(f'name="{PROOF}" value="([0-9a-f]+)"', desk.read("/import"))
    assert mark
    parts = [(BytesIO(what.encode() if isinstance(what, str) else what), name) for name, what in files]
    data = {PROOF: mark[1], "pasted": pasted, "file": parts}
    answer = desk.client.post("/import", data=data, content_type="multipart/form-data", buffered=True)
    answer.request.input_stream.close()  # a large one is a file
    return answer


def arrived(desk: Desk, content: str | bytes = MEMBERS, name: str = "members.csv") -> str:
    """Send one file, and return where its pages stand."""
    answer = sent(desk, (name, content))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rpartition("/")[0]


def mapped(desk: Desk, place: str, **fields: str) -> TestResponse:
    """Send the columns as the page shows them, some of them altered: ``c0="name"``."""
    page = desk.read(f"{place}/columns")
    now = {}
    for name, options in re.findall(r'<select name="(c\d+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        now[name] = chosen[1] if chosen else ""
    return desk.send(f"{place}/columns", {**now, "kind": "", "remember": "", **fields})


def worked(desk: Desk) -> Job:
    """Do the job that waits."""
    done = jobs.run_one(desk.app)
    assert done is not None
    return done
