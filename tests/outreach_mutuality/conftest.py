"""What several tests of requests share."""

from tests.mail.conftest import a_server

__all__ = ["a_server"]
