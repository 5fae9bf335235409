"""The SQL of how the folder channel reaches people."""

_VALID = (
    "{0}.wrong_since is null and ({0}.valid_from is null or {0}.valid_from <= :today)"
    " and ({0}.valid_to is null or {0}.valid_to >= :today)"
)
_EMAIL = f"p.contact_id = s.contact_id and p.kind = 'email' and {_VALID.replace('{0}', 'p')}"

# Whoever has no e-mail address is written to by post, or by name alone: a file can be printed and carried.
FOLDER = (
    "select p.contact_id, p.address_key, p.value as address, 1 - p.preferred as rank"
    f" from selection s join v_points p on {_EMAIL}"
    " union all select s.contact_id, 'contact:' || s.contact_id, coalesce("
    "(select a.lines || '\n' || a.postcode || ' ' || a.town || '\n' || a.country from v_addresses a"
    f" where a.contact_id = s.contact_id and {_VALID.replace('{0}', 'a')}"
    " order by a.preferred desc, a.lines limit 1), ''), 9"
    f" from selection s where not exists (select 1 from v_points p where {_EMAIL})"
)
