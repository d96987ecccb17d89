"""What the history says of workbooks."""

from leitai.audit.terms import Field, Noun, Sentence, Shown, Tone
from leitai.kernel.refusal import N_

KINDS: dict[str, Sentence | str] = {
    "workbook.handed_in": N_("Handed in the workbook %(name)s"),
    "workbook.begun": N_("Began to read the workbook"),
    "workbook.read": N_("Read %(rows)s rows, %(doubts)s doubts to settle"),
    "workbook.unreadable": Sentence(N_("The workbook can't be read (%(refusal)s)"), tone=Tone.WARN),
    "workbook.settled": N_("Settled %(code)s at %(cell)s: %(answer)s"),
    "workbook.unsettled": N_("Took back the answer to %(code)s at %(cell)s"),
    "workbook.confirmed": N_("Confirmed %(count)s readings"),
    "workbook.matched": N_("Ruled for %(count)s rows which project they are: %(answer)s"),
    "workbook.submitted": Sentence(N_("Entered %(count)s rows for %(month)s"), tone=Tone.GOOD),
    "workbook.returned": Sentence(N_("Returned the workbook: %(because)s"), tone=Tone.WARN),
    "workbook.withdrawn": Sentence(N_("Withdrew the workbook"), tone=Tone.WARN),
}
FIELDS: dict[str, Field] = {
    "name": Field(N_("File")),
    "document": Field(N_("Fingerprint (SHA-256)")),
    "rows": Field(N_("Rows"), shown=Shown.COUNT),
    "doubts": Field(N_("Doubts to settle"), shown=Shown.COUNT),
    "count": Field(N_("Count"), shown=Shown.COUNT),
    "left": Field(N_("Left for later"), shown=Shown.COUNT),
    "refusal": Field(N_("Why")),
    "code": Field(N_("Doubt")),
    "cell": Field(N_("Cell")),
    "answer": Field(N_("Answer")),
    "month": Field(N_("Month"), shown=Shown.MONTH),
    "because": Field(N_("Reason")),
    "office": Field(N_("Office")),
}
NOUNS = {"workbook": Noun(N_("Workbook"), page="workbooks:reader")}
