"""Accounts, sessions, links and circles as records, and the settings of signing in."""

from attrs import field, frozen, validators

from outreach_crm.policy import Role


@frozen(kw_only=True)
class Account:
    """Somebody who works with the contacts; made by the first change done in that name.

    Args:
        id: its number.
        name: by which it is known, and signs in.
        retired_on: since when it is no longer in use.
        role: what they are here for.
        email: another name to sign in with; empty for none.
        can_sign_in: whether a password was chosen.
        language: in which they want pages (BCP 47); empty: as their browser asks.
    """

    id: int
    name: str
    retired_on: str | None = None
    role: Role = field(default=Role.OFFICER, converter=Role)
    email: str = ""
    can_sign_in: bool = field(default=False, converter=bool)
    language: str = ""


@frozen(kw_only=True)
class Session:
    """Somebody who is signed in.

    Args:
        id: its number.
        mark: the digest of their token.
        account: whose it is.
        browser: what they came with, in a word or two.
        made_at: since when (UTC).
        seen_at: when they were last seen, to a few minutes.
        until_at: until when at most.
    """

    id: int
    mark: str
    account: Account
    browser: str
    made_at: str
    seen_at: str
    until_at: str


@frozen(kw_only=True)
class Credential:
    """What shows that somebody is who they say: the hash of a password, and a mark that links to choose one hold."""

    account_id: int
    hash: str
    mark: str
    set_at: str


@frozen(kw_only=True)
class Link:
    """A link by which somebody chooses a password: good once, until a day, and no longer once another one is made."""

    account: Account
    token: str
    until_on: str


@frozen(kw_only=True)
class Invitation:
    """A link as it is handed over: for whom, the whole address, and until when it is good."""

    name: str
    link: str
    until_on: str


@frozen(kw_only=True)
class Circle:
    """A circle of accounts; a contact in a circle is seen by its members only."""

    id: int
    name: str
    members: tuple[str, ...] = ()


@frozen(kw_only=True)
class Explanation:
    """Whether an account may do something, and all that speaks for or against it, the role first.

    Args:
        account: its name.
        action: what it would do.
        record: with which record, as ``contacts:12``; empty for none in particular.
        allowed: whether it may.
        reasons: sentences.
    """

    account: str
    action: str
    record: str
    allowed: bool
    reasons: tuple[str, ...]


@frozen(kw_only=True)
class AccountSettings:
    """Settings of signing in.

    Args:
        idle_minutes: after so long without a page somebody signs in again.
        hours: after so long they do in any case.
        link_days: for how many days a link to choose a password is good.
        shortest_password: letters.
        hash_memory: KiB that a password takes to be tried (argon2id); more of it makes guesses dearer.
    """

    idle_minutes: int = field(default=120, validator=[validators.ge(1), validators.le(1_440)])
    hours: int = field(default=12, validator=[validators.ge(1), validators.le(168)])
    link_days: int = field(default=7, validator=[validators.ge(1), validators.le(30)])
    shortest_password: int = field(default=12, validator=[validators.ge(8), validators.le(64)])
    hash_memory: int = field(default=65_536, validator=[validators.ge(32), validators.le(1_048_576)])
