"""The SQL of how the folder channel reaches people."""

# Whoever has no e-mail address is written to by post, or by name alone: a file can be printed and carried.
FOLDER = (
    "select p.contact_id, p.address_key, p.value as address, 1 - p.preferred as rank from selection s"
    " join v_points p on p.contact_id = s.contact_id and p.kind = 'email' and p.wrong_since is null"
    " and (p.valid_from is null or p.valid_from <= :today) and (p.valid_to is null or p.valid_to >= :today)"
    " union all select s.contact_id, 'contact:' || s.contact_id, coalesce("
    "(select a.lines || '\n' || a.postcode || ' ' || a.town || '\n' || a.country from v_addresses a"
    " where a.contact_id = s.contact_id and a.wrong_since is null"
    " and (a.valid_from is null or a.valid_from <= :today) and (a.valid_to is null or a.valid_to >= :today)"
    " order by a.preferred desc, a.lines limit 1), ''), 9 from selection s"
)
