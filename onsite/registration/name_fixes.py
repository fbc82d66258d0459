"""Putting right who a person is: what stands on her badge, and by what she is found."""

from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.registration.models import Delegate, OrganisationKey, SearchKey
from onsite.registration.walk_ins import add_search_keys


def changed(
    row: Delegate, wanted: Mapping[str, str | None]
) -> tuple[dict[str, str], dict[str, str]]:
    """Compare a person with what is wanted of her.

    Args:
        row: The person as she is.
        wanted: Column -> new text; None leaves it as it is.

    Returns:
        The fields that differ, as they were and as they shall be.

    Raises:
        OnsiteError: ``no_name`` for a blank name, ``nothing_changed`` when all is as wanted.
    """
    texts = {field: text.strip() for field, text in wanted.items() if text is not None}
    if texts.get("name") == "":
        raise OnsiteError("no_name", "A badge needs a name; type one.", field="name")
    after = {field: text for field, text in texts.items() if text != getattr(row, field)}
    if not after:
        raise OnsiteError(
            "nothing_changed",
            "All of it stands there already; change a field, or print the badge again.",
            field="name",
        )
    return {field: getattr(row, field) for field in after}, after


def rewrite(session: Session, row: Delegate, after: Mapping[str, str]) -> None:
    """Write changed fields of a person, and let her be found by them and no longer by the old."""
    left = row.organisation
    for field, text in after.items():
        setattr(row, field, text)
    session.flush()
    session.execute(delete(SearchKey).where(SearchKey.delegate_id == row.id))
    add_search_keys(
        session,
        [(row.id, row.reg_no, row.name, row.latin_name, row.phone)],
        organisations={row.organisation},
    )
    if left != row.organisation and not _has_anyone(session, left):
        session.execute(delete(OrganisationKey).where(OrganisationKey.organisation == left))


def _has_anyone(session: Session, organisation: str) -> bool:
    return bool(session.scalar(select(func.count()).where(Delegate.organisation == organisation)))
