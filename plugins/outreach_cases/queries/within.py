"""What of a case is told: of one that a circle keeps to itself only the members of that circle learn anything."""


def of(column: str) -> str:
    """Return the condition that a row belongs to a case the actor may see.

    Restricted cases are few: only they are read.

    Args:
        column: the column with the number of the case, never null: ``h.case_id``.
    """
    return f"{column} not in (select k.id from cases k where k.circle_id is not null and not {{within(k)}})"
