"""What letters, labels and lists of calls are made of: settings and records."""

from outreach_post.model.settings import PostSettings

__all__ = ["PostSettings"]
