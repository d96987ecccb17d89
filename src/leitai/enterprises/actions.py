"""The writers of enterprises."""

from datetime import datetime

from leitai.accounts import access
from leitai.audit import actions as audit
from leitai.enterprises import queries, rules
from leitai.enterprises.models import Enterprise
from leitai.kernel import codes
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal
from leitai.store.action import action

FAULTS = {
    "code.length": N_("A credit code has 18 signs. Compare it with the licence."),
    "code.signs": N_("A credit code has figures and capitals without I, O, S, V, Z. Compare it with the licence."),
    "code.check_digit": N_("The last sign doesn't fit the others: one was mistyped. Compare it with the licence."),
}
ELSE = N_("This is no credit code. Compare it with the licence.")


@action
def register_enterprise(
    *, name: str, credit_code: str | None = None, industry: str = "", source: str = "", by: Actor, at: datetime
) -> Enterprise:
    """The firm with this credit code or name, found or entered; what was missing on it is completed.

    Each call is an entry in the history: where the firm may be known and nothing is new, ask `queries.enterprise_named` first.
    A name is the same whatever its signs, spaces and legal form (`rules.name_key`). Nothing known is overwritten.
    Raises: Refusal `code.*` (no credit code: GB 32100-2015), `industry.unknown`, `enterprise.name` (an empty one),
    `enterprise.other_code` (the name is on the register with another code).
    """
    access.require(by, "enterprises.register")
    code = _checked_code(credit_code)
    if industry and queries.industry(industry) is None:
        raise Refusal(
            "industry.unknown",
            N_("There is no such industry in GB/T 4754-2017. Choose one of the list."),
            field="industry",
        )
    key = rules.name_key(name)
    if not key:
        raise Refusal("enterprise.name", N_("The enterprise needs a name."), field="name")
    found: Enterprise | None = _found(code, key)
    if found is None:
        found = Enterprise.objects.create(
            credit_code=code, name=name.strip()[:120], name_key=key, industry=industry, source=source
        )
        _record("enterprise.registered", found, by, at)
        return found
    if code and found.credit_code and found.credit_code != code:
        raise Refusal(
            "enterprise.other_code",
            N_("An enterprise of this name has another credit code. Compare both."),
            field="credit_code",
            status=409,
        )
    return _complete(found, code=code, industry=industry, source=source, by=by, at=at)


def _checked_code(credit_code: str | None) -> str | None:
    code = codes.clean(credit_code or "") or None
    fault = codes.credit_code_fault(code) if code else None
    if fault:
        raise Refusal(fault, FAULTS.get(fault, ELSE), field="credit_code")
    return code


def _found(code: str | None, key: str) -> Enterprise | None:
    rows = Enterprise.objects.select_for_update()
    by_code = rows.filter(credit_code=code).first() if code else None
    found: Enterprise | None = by_code or rows.filter(name_key=key).first()
    return found


def _complete(
    found: Enterprise, *, code: str | None, industry: str, source: str, by: Actor, at: datetime
) -> Enterprise:
    given = {"credit_code": code, "industry": industry, "source": source}
    missing = {field: value for field, value in given.items() if value and not getattr(found, field)}
    for field, value in missing.items():
        setattr(found, field, value)
    if missing:
        found.save(update_fields=list(missing))
    _record("enterprise.completed" if missing else "enterprise.confirmed", found, by, at)
    return found


def _record(kind: str, row: Enterprise, by: Actor, at: datetime) -> None:
    after = {"credit_code": row.credit_code, "industry": row.industry}
    audit.append(kind, about=f"enterprise:{row.pk}", by=by, at=at, after=after, texts={"name": row.name}, rows=[row])
