"""What can be done with contacts; each room is one kind of work, and this is where other features find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.contacts.fields import (
        OwnField,
        PostalDraft,
        read_country,
        read_email,
        read_external_id,
        read_fields,
        read_language,
        read_own,
        read_phone,
        read_point,
        read_rhythm,
        read_web,
    )
    from outreach_crm.contacts.likeness import Candidate, Facts, Pair, Place
    from outreach_crm.contacts.service.adding import add
    from outreach_crm.contacts.service.addresses import address_key, give_up
    from outreach_crm.contacts.service.duplicates import (
        candidates,
        candidates_of_many,
        compare_two,
        facts_of,
        find_duplicates,
        is_probable,
        say_distinct,
        worth_a_look,
    )
    from outreach_crm.contacts.service.editing import Edit, edit, restore, trash
    from outreach_crm.contacts.service.finding import (
        by_number,
        find,
        get,
        hits,
        in_trash,
        list_contacts,
        merged,
        number_of,
        resolve,
        some,
    )
    from outreach_crm.contacts.service.likely import LikelyPair, looked_at, pairs
    from outreach_crm.contacts.service.linking import add_role, edit_role, end_role, relate, unrelate
    from outreach_crm.contacts.service.merging import Choice, Merge, merge, plan_merge
    from outreach_crm.contacts.service.paths import paths_between, paths_to
    from outreach_crm.contacts.service.picking import which
    from outreach_crm.contacts.service.relations import relation_kinds
    from outreach_crm.contacts.service.showing import interests_of, own_card, own_fields, show, special_fields
    from outreach_crm.contacts.service.taking_out import Belongings, belongings, in_sector
    from outreach_crm.contacts.service.together import (
        AT_ONCE,
        MOST,
        Alike,
        Together,
        change_together,
        plan_together,
        read_alike,
    )

__all__ = [
    "AT_ONCE",
    "MOST",
    "Alike",
    "Belongings",
    "Candidate",
    "Choice",
    "Edit",
    "Facts",
    "LikelyPair",
    "Merge",
    "OwnField",
    "Pair",
    "Place",
    "PostalDraft",
    "Together",
    "add",
    "add_role",
    "address_key",
    "belongings",
    "by_number",
    "candidates",
    "candidates_of_many",
    "change_together",
    "compare_two",
    "edit",
    "edit_role",
    "end_role",
    "facts_of",
    "find",
    "find_duplicates",
    "get",
    "give_up",
    "hits",
    "in_sector",
    "in_trash",
    "interests_of",
    "is_probable",
    "list_contacts",
    "looked_at",
    "merge",
    "merged",
    "number_of",
    "own_card",
    "own_fields",
    "pairs",
    "paths_between",
    "paths_to",
    "plan_merge",
    "plan_together",
    "read_alike",
    "read_country",
    "read_email",
    "read_external_id",
    "read_fields",
    "read_language",
    "read_own",
    "read_phone",
    "read_point",
    "read_rhythm",
    "read_web",
    "relate",
    "relation_kinds",
    "resolve",
    "restore",
    "say_distinct",
    "show",
    "some",
    "special_fields",
    "trash",
    "unrelate",
    "which",
    "worth_a_look",
]

_HERE = "outreach_crm.contacts.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.duplicates": (
            "candidates candidates_of_many compare_two facts_of find_duplicates is_probable say_distinct worth_a_look"
        ),
        f"{_HERE}.editing": "Edit edit restore trash",
        f"{_HERE}.finding": "by_number find get hits in_trash list_contacts merged number_of resolve some",
        f"{_HERE}.linking": "add_role edit_role end_role relate unrelate",
        f"{_HERE}.merging": "Choice Merge merge plan_merge",
        f"{_HERE}.likely": "LikelyPair looked_at pairs",
        f"{_HERE}.paths": "paths_between paths_to",
        f"{_HERE}.picking": "which",
        f"{_HERE}.relations": "relation_kinds",
        f"{_HERE}.showing": "interests_of own_card own_fields show special_fields",
        f"{_HERE}.taking_out": "Belongings belongings in_sector",
        f"{_HERE}.together": "AT_ONCE MOST Alike Together change_together plan_together read_alike",
        f"{_HERE}.adding": "add",
        "outreach_crm.contacts.likeness": "Candidate Facts Pair Place",
        f"{_HERE}.addresses": "address_key give_up",
        "outreach_crm.contacts.fields": (
            "OwnField PostalDraft read_country read_email read_external_id read_fields read_language read_own"
            " read_phone read_point read_rhythm read_web"
        ),
    },
)
