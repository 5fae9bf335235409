"""Commands ``outreach post`` and ``outreach phone``: all their verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_post.cli"

post = Verbs(
    "post",
    {
        "again": f"{_HERE}.handing:again",
        "count": f"{_HERE}.making:count",
        "handed": f"{_HERE}.handing:handed",
        "jobs": f"{_HERE}.handing:list_jobs",
        "labels": f"{_HERE}.making:labels",
        "pack": f"{_HERE}.making:pack",
        "print": f"{_HERE}.making:print_",
        "pull": f"{_HERE}.handing:pull",
        "tidy": f"{_HERE}.handing:tidy",
    },
    help="Letters: print, hand over, pull; labels, packs, postage.",
)
phone = Verbs(
    "phone",
    {"list": f"{_HERE}.calling:list_calls", "log": f"{_HERE}.calling:log", "strike": f"{_HERE}.calling:strike"},
    help="Calls: whom to call, and what came of it.",
)
