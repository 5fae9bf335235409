"""Campaigns: what the section works on for a time, and all that is asked, sent, met or worked on for it."""
