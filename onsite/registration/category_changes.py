"""Moving a person to another category, with the counts. What it costs is finance's business."""

from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.registration import queries
from onsite.registration.counting import count
from onsite.registration.models import Category, Delegate


def other_category(session: Session, row: Delegate, code: str) -> Category:
    """Read the category someone is to move to.

    Raises:
        OnsiteError: ``unknown_category``, ``same_category``.
    """
    found = session.get(Category, code)
    if found is None:
        raise OnsiteError(
            "unknown_category",
            f"There is no category {code[:40]!r}; choose one of the list.",
            field="category",
        )
    if found.code == row.category:
        raise OnsiteError(
            "same_category",
            f"{row.reg_no} is of this category already; choose another.",
            field="category",
        )
    return found


def move_to(session: Session, row: Delegate, category: Category) -> None:
    """Give someone who is expected another category; both categories' counts follow."""
    shares = _counted(session, row)
    count(session, row.category, **{name: -n for name, n in shares.items()})
    row.category = category.code
    session.flush()
    count(session, category.code, **shares)


def _counted(session: Session, row: Delegate) -> dict[str, int]:
    """Tell in which counts of her category a person stands."""
    is_guest = int(queries.guest(session, row.id) is not None)
    is_here = int(queries.check_in_of(session, row.id) is not None)
    return {
        "registered": 1,
        "checked_in": is_here,
        "guests_registered": is_guest,
        "guests_checked_in": is_guest * is_here,
    }
