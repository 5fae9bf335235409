"""``python -m outreach_crm`` is the command ``outreach``."""

from outreach_crm.cli import main

main(prog_name="outreach")
