"""What the event changed of the planned list: fixed names, substitutions, categories, cancellations.

The facts say which fields were touched; what stands there now is the delegate's own row.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.registration.correction_rows import Cancellation, CategoryChange, NameFix, Substitution
from onsite.registration.models import Delegate

WHO = ("name", "latin_name", "organisation", "position", "category", "phone", "email")
CANCELLED, NORMAL = "取消", "正常"


def corrections(session: Session) -> Mapping[int, Mapping[str, str]]:
    """Tell what of each person the planners should read anew.

    A field that was put back as it was is told too: an earlier sync may have written what it was between.
    A walk-in is in nobody's plan, so all of her is told each time.

    Returns:
        Delegate id -> CSV field of 代表名单 -> its text now.
    """
    touched = _touched(session)
    return {
        row.id: {field: _now(row, field) for field in fields}
        for row in session.scalars(select(Delegate).order_by(Delegate.id))
        if (fields := _fields(row, touched.get(row.id, {})))
    }


def _touched(session: Session) -> dict[int, dict[str, None]]:
    """Collect the fields that facts changed, each once."""
    touched: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for rows in (NameFix, Substitution):
        changed: Any = select(rows.delegate_id, rows.after)
        for delegate_id, after in session.execute(changed).tuples():
            touched[delegate_id].update(dict.fromkeys(after))
    for field, whose in (
        ("category", select(CategoryChange.delegate_id)),
        ("status", select(Cancellation.delegate_id)),
    ):
        for delegate_id in session.scalars(whose):
            touched[delegate_id][field] = None
    return touched


def _fields(row: Delegate, touched: Mapping[str, None]) -> list[str]:
    fields = dict.fromkeys(WHO if row.is_walk_in else ()) | dict(touched)
    if row.merged_into is not None:
        fields["status"] = None
    return list(fields)


def _now(row: Delegate, field: str) -> str:
    if field == "status":
        return CANCELLED if row.is_cancelled else NORMAL
    return str(getattr(row, field))
