"""The settings of mailings."""

from attrs import frozen


@frozen
class DispatchSettings:
    """Settings of mailings: the folder for their files, and whether only somebody else may resume what one stopped."""

    folder: str = ""
    resume_by_another: bool = False
