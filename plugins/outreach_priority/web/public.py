"""The sheet of an adviser by its link, without an account: whoever has the link fills it in as that adviser."""

from flask import Blueprint

pages = Blueprint("priority_sheet", "outreach_priority", template_folder="templates")
