"""``python -m outreach_crm`` is the command ``outreach``."""

from outreach_crm.cli import main

if __name__ == "__main__":
    main(prog_name="outreach")
