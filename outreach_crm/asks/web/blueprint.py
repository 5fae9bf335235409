"""The blueprint that all rooms of these pages register with."""

from outreach_crm.web.office import Office

pages = Office("asks", "outreach_crm.asks")
