"""The settings of mailings."""

from attrs import frozen


@frozen
class DispatchSettings:
    """Settings of mailings: by what they go, where files go, and who resumes what somebody stopped.

    Args:
        channel: by what they go unless somebody says otherwise.
        folder: where their files go.
        resume_by_another: whether only somebody else may resume what one stopped.
    """

    channel: str = "folder"
    folder: str = ""
    resume_by_another: bool = False
