"""The SQL of how the folder channel reaches people."""

_VALID = (
    "{0}.wrong_since is null and ({0}.valid_from is null or {0}.valid_from <= :today)"
    " and ({0}.valid_to is null or {0}.valid_to >= :today)"
)
_EMAIL = f"p.contact_id = s.contact_id and p.kind = 'email' and {_VALID.replace('{0}', 'p')}"

# Whoever has no e-mail address is written to by post, or by name alone: a file can be printed and carried.
FOLDER = (
    "select s.contact_id, coalesce(p.address_key, 'contact:' || s.contact_id) as address_key,"
    " case when p.contact_id is not null then p.value else coalesce("
    "(select a.lines || '\n' || a.postcode || ' ' || a.town || '\n' || a.country from v_addresses a"
    f" where a.contact_id = s.contact_id and {_VALID.replace('{0}', 'a')}"
    " order by a.preferred desc, a.lines limit 1), '') end as address,"
    " case when p.contact_id is not null then 1 - p.preferred else 9 end as rank"
    f" from selection s left join v_points p on {_EMAIL}"
)
