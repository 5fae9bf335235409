"""What is to be known of something as it was written down, and hinders nothing."""

from attrs import frozen

from outreach_crm.text import Sentence


@frozen
class Remark:
    """A sentence, and the command that helps; pages say the sentence alone."""

    sentence: Sentence
    command: str = ""

    @property
    def told(self) -> str:
        """How a command says it."""
        told = str(self.sentence)
        return f"{told.removesuffix('.')}: {self.command}" if self.command else told
