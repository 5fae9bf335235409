"""Meetings of groups: planned, prepared, held, written down, and followed until done."""
