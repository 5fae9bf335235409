"""Meetings: plans of work, invitations, agendas, minutes and calendars of the groups of a section."""
