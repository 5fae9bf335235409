"""What carries e-mail: through the section's server, or as files where it has none."""

from collections.abc import Mapping, Sequence

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Carrier, Commit, Message, Settle
from outreach_crm.errors import DeliveryError
from outreach_crm.text import say
from outreach_mail.composing import Composer, identity
from outreach_mail.model import MailSettings
from outreach_mail.service import halting
from outreach_mail.service.lines import Lines
from outreach_mail.service.pacing import Pace
from outreach_mail.service.passwords import password
from outreach_mail.service.rounds import Rounds
from outreach_mail.smtp import Letter, Server

_NO_SERVER = say("There is no mail server yet ([mail] server), so that nothing was mailed: the messages are files.")


def carrier(app: App, place: str) -> Carrier:
    """Return what carries e-mail: the server of ``[mail] server``, or files in a folder where there is none.

    Args:
        app: the App.
        place: the folder; else ``[mail] folder``, else one in the user's data folder.

    Raises:
        DeliveryError: nobody says who writes to the server, the password is nowhere, or nothing may be written to
            the folder.
    """
    identity(app)
    settings = app.settings.of("mail", MailSettings)
    if not settings.server:
        composers = Composers(app)
        return dispatch.folder_at(
            place or settings.folder,
            usual="mail",
            suffix=".eml",
            content=lambda one: composers.of(one).compose(one).data,
            note=_NO_SERVER,
        )
    return Mailer(app, Lines(server(app), settings.connections), Pace.of(app), Composers(app, international=True))


def server(app: App) -> Server:
    """Return the server of the settings, with the password.

    Raises:
        DeliveryError: there is none, or the password is nowhere.
    """
    settings = app.settings.of("mail", MailSettings)
    if not settings.server:
        raise DeliveryError(say("There is no mail server yet; set [mail] server. Until then messages become files."))
    secret = ""
    if settings.user:
        secret = password(settings.password_file, "OUTREACH_MAIL_PASSWORD", settings.user, settings.server)
    return Server(
        host=settings.server, port=settings.port, security=settings.security, user=settings.user, password=secret
    )


@define(eq=False)
class Composers:
    """What makes messages, one for each dispatch; ``international`` as in :class:`Composer`."""

    app: App
    international: bool = False
    _known: dict[int, Composer] = field(factory=dict)

    def of(self, message: Message) -> Composer:
        """Return what makes the messages of a message's dispatch."""
        number = message.dispatch_id
        if number not in self._known:
            self._known = {number: Composer(self.app, dispatch.get(self.app, number), self.international)}
        return self._known[number]


@define(eq=False)
class Mailer:
    """Carries messages to the server, over connections that stay open from batch to batch."""

    app: App
    lines: Lines
    pace: Pace
    composers: Composers

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        """Take messages to the server.

        Raises:
            DeliveryError: it takes nothing from us until somebody changes something.
            KeyboardInterrupt: somebody asked to end; what was on its way is written down.
        """
        rounds = Rounds(
            self.app, self.lines, self.pace, self._letter, commit, settle, {one.id: one for one in messages}
        )
        try:
            with halting.on_request():
                rounds.run()
        finally:
            self._note(messages, rounds.refused)

    def _note(self, messages: Sequence[Message], refused: Mapping[int, str]) -> None:
        """Write down what servers said as they refused messages for good; as long as nobody was, nothing is loaded."""
        if not refused:
            return
        from outreach_mail.service import returning

        for number, said in refused.items():
            returning.refused(self.app, number, said)
        returning.calm(self.app, messages[0].dispatch_id)

    def _letter(self, message: Message) -> Letter:
        made = self.composers.of(message).compose(message)
        return Letter(made.id, made.sender, made.recipient, made.data)

    def arrived(self, messages: Sequence[Message]) -> Mapping[int, bool]:
        """Return nothing: no server tells afterwards what it took on."""
        return {}

    def close(self) -> None:
        """Close all connections."""
        self.lines.close()
