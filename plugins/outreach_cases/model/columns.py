"""What people call the columns of the tables of casework."""

from outreach_crm.text import say

COLUMNS = {
    "called": say("what it is called"),
    "case_id": say("case"),
    "consent": say("what they agree to"),
    "counted": say("how well the number is known"),
    "dated_on": say("of which day"),
    "decided_by": say("decided by"),
    "decided_on": say("decided on"),
    "gender": say("gender"),
    "kept_by": say("kept by"),
    "opened_on": say("a case since"),
    "other_id": say("other case"),
    "people": say("how many people"),
    "poc": say("prisoner of conscience"),
    "position": say("place"),
    "public": say("public"),
    "ref": say("reference"),
    "said_by": say("written down by"),
    "salutation": say("salutation"),
    "state": say("state"),
    "track": say("of what it is"),
    "whom": say("whom it is about"),
    "wish": say("what they wish"),
    "written_by": say("written by"),
    "written_on": say("written on"),
}
