"""What the rest of the program asks of jobs; each room is one kind of work."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.jobs.service.asking import at_work, get, list_jobs, may_see, start, stop, sweep, told
    from outreach_crm.jobs.service.beside import Worker
    from outreach_crm.jobs.service.running import run_one

__all__ = ["Worker", "at_work", "get", "list_jobs", "may_see", "run_one", "start", "stop", "sweep", "told"]

_HERE = "outreach_crm.jobs.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.asking": "at_work get list_jobs may_see start stop sweep told",
        f"{_HERE}.beside": "Worker",
        f"{_HERE}.running": "run_one",
    },
)
