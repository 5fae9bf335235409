"""Builds the demo: a fresh database, and the sample contacts loaded through the services everybody uses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from attrs import evolve, field, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.demo import sample
from outreach_crm.demo.model import (
    Sample,
    SampleContact,
    SampleEntry,
    SampleOrganisation,
    SamplePerson,
    SampleRelation,
    SampleRole,
    SampleTask,
    Us,
    Written,
)
from outreach_crm.errors import InvalidInputError, NotFoundError, OutreachError, RefusedError
from outreach_crm.model import Actor, Side
from outreach_crm.storage.meta import get_meta, set_meta
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import EntryKind, LogDraft

OFFICER = "Maria"
"""In whose name the day is played."""

_LOADER = "Tom"
_MARK = "demo"
