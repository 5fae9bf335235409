"""The last line of a message: where its recipient says what they want to get, in the language of the text.

Many mail programs do not show the header that says how to leave (RFC 2369), so that it stands in the text too.
"""

from outreach_crm.dispatch.model import LEAVE

_OURS = "en"
_SAYS = {
    "en": "What we send you, and how to stop it:",
    "ar": "ما نرسله إليك وكيف توقفه:",
    "de": "Was wir Ihnen schicken und wie Sie es abbestellen:",
    "es": "Lo que le enviamos y cómo dejar de recibirlo:",
    "fr": "Ce que nous vous envoyons et comment ne plus le recevoir :",
    "it": "Che cosa le inviamo e come non riceverlo più:",
    "nl": "Wat wij u sturen en hoe u het stopzet:",
    "pt": "O que lhe enviamos e como deixar de o receber:",
    "sv": "Vad vi skickar till dig och hur du slipper det:",
}


def last_line(language: str) -> list[tuple[str, str]]:
    """Return the line that stands under a text which has none of its own, as parts with the field that follows each.

    Args:
        language: of the text (BCP 47); English where there are no words of its own.
    """
    says = _SAYS.get(language.partition("-")[0], _SAYS[_OURS])
    return [(f"\n\n{says}\n", LEAVE), ("\n", "")]
