"""Roles that people have in groups."""

COORDINATOR = "coordinator"
CASEFILE_HOLDER = "casefile holder"
MEMBER = "member"

# Roles every group knows, in the order of a list of members; a section adds its own in the settings.
ROLES = (COORDINATOR, "secretary", CASEFILE_HOLDER, "treasurer", "adviser", MEMBER)
