"""What Urgent Actions are made of, as records."""

from outreach_urgent_actions.model.issues import Audience, Case, Issue, IssueKeyword, Kind, Person, State

__all__ = ["Audience", "Case", "Issue", "IssueKeyword", "Kind", "Person", "State"]
