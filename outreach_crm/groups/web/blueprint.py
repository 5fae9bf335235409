"""The blueprint that the rooms of these pages share; their templates stand in the feature's folder."""

from outreach_crm.web.office import Office

pages = Office("groups", "outreach_crm.groups")
