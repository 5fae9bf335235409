"""What people write into the fields of a contact, checked and brought into one form."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.contacts.fields.addresses import (
        PostalDraft,
        dialled,
        read_email,
        read_external_id,
        read_label,
        read_phone,
        read_point,
        read_postal,
        read_web,
    )
    from outreach_crm.contacts.fields.languages import (
        all_countries,
        all_languages,
        country_name,
        tag_of,
    )
    from outreach_crm.contacts.fields.settings import ContactsSettings, OwnField, OwnRelation, read_own
    from outreach_crm.contacts.fields.values import (
        FIELDS,
        check_kind,
        read_country,
        read_fields,
        read_language,
        read_languages,
        read_rhythm,
    )

__all__ = [
    "FIELDS",
    "ContactsSettings",
    "OwnField",
    "OwnRelation",
    "PostalDraft",
    "all_countries",
    "all_languages",
    "check_kind",
    "country_name",
    "dialled",
    "read_country",
    "read_email",
    "read_external_id",
    "read_fields",
    "read_label",
    "read_language",
    "read_languages",
    "read_own",
    "read_phone",
    "read_point",
    "read_postal",
    "read_rhythm",
    "read_web",
    "tag_of",
]

_HERE = "outreach_crm.contacts.fields"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.addresses": (
            "PostalDraft dialled read_email read_external_id read_label read_phone read_point read_postal read_web"
        ),
        f"{_HERE}.settings": "ContactsSettings OwnField OwnRelation read_own",
        f"{_HERE}.languages": "all_countries all_languages country_name tag_of",
        f"{_HERE}.values": ("FIELDS check_kind read_country read_fields read_language read_languages read_rhythm"),
    },
)
