"""What the history says of the register."""

from leitai.audit.terms import Field, Noun, Sentence, Shown, Tone
from leitai.kernel.refusal import N_
from leitai.register import labels

KINDS: dict[str, Sentence | str] = {
    "project.created": N_("Entered the project %(name)s"),
    "project.changed": N_("Corrected the project's facts"),
    "project.ended": Sentence(N_("No longer reported after %(last_month)s: %(because)s"), tone=Tone.WARN),
    "project.resumed": N_("Followed again: %(because)s"),
    "project.named": N_("Also called: %(name)s"),
    "plan.set": N_("Set the plan of %(year)s: %(planned_yuan)s"),
    "milestone.set": N_("Set the milestone %(milestone)s"),
    "milestone.done": Sentence(N_("Done: %(milestone)s, %(done_on)s"), tone=Tone.GOOD),
    "report.drafted": N_("Saved a draft for %(month)s"),
    "report.submitted": N_("Reported %(month)s: %(month_yuan)s this month, %(cum_yuan)s in total"),
    "report.withdrawn": Sentence(N_("Took back the report of %(month)s"), tone=Tone.WARN),
    "report.verified": Sentence(N_("Verified the report of %(month)s: %(month_yuan)s"), tone=Tone.GOOD),
    "report.returned": Sentence(N_("Returned the report of %(month)s: %(because)s"), tone=Tone.WARN),
    "reports.submitted": N_("Reported %(month)s for %(count)s projects: %(month_yuan)s this month"),
    "reports.verified": Sentence(N_("Verified %(count)s reports of %(month)s: %(month_yuan)s"), tone=Tone.GOOD),
    "photo.added": N_("Added a photo to %(month)s"),
    "bottleneck.raised": Sentence(N_("Raised a bottleneck: %(title)s"), tone=Tone.WARN),
    "bottleneck.assigned": N_("Gave the bottleneck to %(owner_name)s, due %(due_on)s"),
    "bottleneck.answered": N_("Answered: %(answer)s"),
    "bottleneck.closed": Sentence(N_("Closed the bottleneck"), tone=Tone.GOOD),
    "bottleneck.reopened": Sentence(N_("Sent back: %(remark)s"), tone=Tone.WARN),
    "bottleneck.escalated": Sentence(N_("Overdue: carried up to %(escalated_to)s"), tone=Tone.LATE),
    "list.published": N_("Published the list of key projects %(year)s (%(level)s)"),
    "list.corrected": N_("Edition %(edition)s of the list of key projects %(year)s (%(level)s)"),
}

_YUAN = {
    "month_yuan": N_("Invested this month"), "cum_year_yuan": N_("Invested since January"), "cum_yuan": N_("Invested in total"),
    "planned_yuan": N_("Year's plan"), "total_yuan": N_("Planned total investment"), "output_yuan": N_("Expected yearly output"),
    "tax_yuan": N_("Expected yearly tax"),
}  # fmt: skip
_DAYS = {"planned_on": N_("Planned"), "done_on": N_("Done"), "due_on": N_("Due"), "published_on": N_("Published")}
_MONTHS = {"month": N_("Month"), "first_month": N_("Reported from"), "last_month": N_("Reported until")}
_CODES = {
    "state": (N_("State"), {**labels.REPORT_STATES, **labels.BOTTLENECK_STATES}),
    "milestone": (N_("Milestone"), labels.MILESTONES),
    "kind": (N_("Kind of project"), labels.KINDS),
    "stage": (N_("Stage"), labels.STAGES),
    "level": (N_("Level"), labels.LEVELS),
    "standing": (N_("Standing"), labels.STANDINGS),
    "escalated_to": (N_("Carried up to"), labels.RUNGS),
    "planned_precision": (N_("Planned, precision"), labels.PRECISIONS),
    "done_precision": (N_("Done, precision"), labels.PRECISIONS),
}
_PLAIN = {
    "name": N_("Name"),
    "name_en": N_("English name"),
    "investor": N_("Investor"),
    "contents": N_("Contents"),
    "sponsor": N_("Sponsor"),
    "source": N_("Source"),
    "no": N_("Number"),
    "office": N_("Office"),
    "owner_name": N_("Owner"),
    "national_code": N_("National code"),
    "industry": N_("Industry"),
    "because": N_("Reason"),
    "reason": N_("Reason for the figure"),
    "progress": N_("Progress"),
    "problem": N_("Problem"),
    "title": N_("Title"),
    "detail": N_("Detail"),
    "answer": N_("Answer"),
    "remark": N_("Remark"),
    "caption": N_("Caption"),
    "evidence": N_("Evidence"),
    "project": N_("Project"),
    "derived": N_("Worked out"),
}
_NUMBERS = {
    "year": N_("Year"),
    "edition": N_("Edition"),
    "sha256": N_("Fingerprint (SHA-256)"),
}  # as they stand, without separators
_COUNTS = {
    "count": N_("Count"), "jobs": N_("Jobs"), "county_count": N_("Projects of the county"), "city_rank": N_("Place in the city"),
}  # fmt: skip

FIELDS: dict[str, Field] = {
    **{name: Field(label, shown=Shown.YUAN) for name, label in _YUAN.items()},
    **{name: Field(label, shown=Shown.DAY) for name, label in _DAYS.items()},
    **{name: Field(label, shown=Shown.MONTH) for name, label in _MONTHS.items()},
    **{name: Field(label, shown=Shown.CODE, codes=codes) for name, (label, codes) in _CODES.items()},
    **{name: Field(label) for name, label in _PLAIN.items()},
    **{name: Field(label, shown=Shown.CODE) for name, label in _NUMBERS.items()},
    **{name: Field(label, shown=Shown.COUNT) for name, label in _COUNTS.items()},
}
NOUNS = {
    "project": Noun(N_("Project"), page="register:project"),
    "report": Noun(N_("Monthly report"), page="register:report"),
    "bottleneck": Noun(N_("Bottleneck"), page="register:bottleneck"),
    "list": Noun(N_("List of key projects"), page="register:list"),
    "month": Noun(N_("Month"), page="register:months_of"),
}


def about_report(no: str, month: str) -> str:
    """How the history names a report: `report:P24-0001/2024-03`."""
    return f"report:{no}/{month}"
