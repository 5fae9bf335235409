"""The points of an approach, as the Campaign Manual has them under "Outreach in practice" (p. 184).

They stand beside what is written, as prompts; none of them locks anything.
"""

from attrs import frozen

from outreach_crm.text import say


@frozen(kw_only=True)
class Point:
    """One point: the field of an ask that it is about, and what to think of."""

    field: str
    sentence: str


POINTS = (
    Point(field="person", sentence=say("Who in the organisation is the right person to turn to?")),
    Point(field="kind", sentence=say("Do you know what they can do, and how they may be able to help?")),
    Point(field="sentence", sentence=say("Is it clear what you want them to do?")),
    Point(field="why", sentence=say("Can you explain why you want them to act?")),
    Point(field="sentence", sentence=say("Is it possible for them to do it?")),
    Point(field="how", sentence=say("What is on their minds at present, and have you read of it?")),
    Point(field="given", sentence=say("Do they get enough information to do it?")),
    Point(field="copied", sentence=say("Are they asked to copy us in on what they do, and on answers and results?")),
    Point(field="follow_up", sentence=say("Do you know how to come back to it, and how to stay in touch?")),
    Point(field="due_on", sentence=say("Is it agreed how often they hear from us, and what each may expect?")),
    Point(field="given", sentence=say("Do they get our publications on what they care about?")),
    Point(field="kind", sentence=say("Would Urgent Actions on their own kind of people suit them?")),
)
