"""Meetings: calendars, series, agendas, minutes."""
