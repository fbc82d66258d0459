"""Refusing an act on someone who is cancelled, merged away, already here, or nobody by name."""

from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.registration import queries
from onsite.registration.models import Delegate


def must_be_registered(session: Session, row: Delegate, *, field: str = "reg_no") -> None:
    """Refuse someone who is not expected.

    Raises:
        OnsiteError: ``merged`` (409), ``cancelled`` (409).
    """
    must_not_be_merged(session, row, field=field)
    if row.is_cancelled:
        raise OnsiteError(
            "cancelled",
            f"{row.reg_no} is cancelled; take the registration up again first.",
            status=409,
            field=field,
        )


def must_not_be_merged(session: Session, row: Delegate, *, field: str = "reg_no") -> None:
    """Refuse a registration that went up in another: ``merged`` (409)."""
    if row.merged_into is not None:
        stays = session.get_one(Delegate, row.merged_into).reg_no
        raise OnsiteError(
            "merged",
            f"{row.reg_no} was merged into {stays}; work on {stays}.",
            status=409,
            field=field,
        )


def must_not_be_here(session: Session, row: Delegate, *, field: str = "reg_no") -> None:
    """Refuse someone who is checked in: ``checked_in`` (409)."""
    if queries.check_in_of(session, row.id) is not None:
        raise OnsiteError(
            "checked_in",
            f"{row.reg_no} is checked in; undo the check-in first.",
            status=409,
            field=field,
        )


def must_have_a_name(row: Delegate, *, field: str = "reg_no") -> None:
    """Refuse a badge of a quota, which is nobody's by name: ``no_person`` (409)."""
    if row.is_nameless:
        raise OnsiteError(
            "no_person",
            f"{row.reg_no} is a badge without a person's name; there is nobody to ask or to call.",
            status=409,
            field=field,
        )
