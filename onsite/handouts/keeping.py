"""Cloakroom and lost property: a tag on the thing, a slip for its owner, one row when it goes back."""

from typing import Any

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.badges.service import queue_paper
from onsite.errors import OnsiteError
from onsite.handouts.bodies import KeepingBody, KeepingReturnBody
from onsite.handouts.inserting import inserted
from onsite.handouts.models import Keeping, KeepingReturn, TagOut
from onsite.handouts.papers import tag as tag_slip
from onsite.handouts.rules import LOST_PROPERTY, TAG_MARKS
from onsite.handouts.shapes import KeepingLine
from onsite.once import Asked, once
from onsite.registration import queries as registration
from onsite.registration.models import Delegate
from onsite.registration.views import instant
from onsite.units import rfc3339
from onsite.wording import word

KEEPINGS_AT_MOST = 500


@once(Keeping)
def keep_thing(session: Session, body: KeepingBody, asking: Asked) -> bytes:
    """Take a thing to keep, under the tag given or the next free one; its slip prints.

    Raises:
        OnsiteError: ``tag_taken`` (409), ``description_needed`` for a found thing,
            ``unknown_registration``, ``id_reused``.
    """
    if body.kind == LOST_PROPERTY and not body.description.strip():
        raise OnsiteError(
            "description_needed",
            "Say what was found, so its owner can be told.",
            field="description",
        )
    owner = registration.delegate(session, body.reg_no) if body.reg_no else None
    tag = _hang(session, body)
    job, notes = _print(session, body, tag, owner, asking) if body.print else (None, [])
    return asking.keep(
        {"kind": body.kind, "tag": tag, "print_job": job, "notes": notes},
        kind=body.kind,
        tag=tag,
        description=body.description.strip(),
        place=body.place.strip(),
        delegate_id=owner.id if owner else None,
    )


def _hang(session: Session, body: KeepingBody) -> str:
    """Hang a tag on the thing: it is on nothing else as long as this is kept."""
    keeping_id, wanted = str(body.keeping_id), body.tag.strip()
    if wanted:
        if not inserted(session, TagOut, tag=wanted, keeping_id=keeping_id):
            raise OnsiteError(
                "tag_taken",
                f"Tag {wanted!r} hangs on another thing; take another one.",
                status=409,
                field="tag",
            )
        return wanted
    number = session.scalar(select(func.count()).where(Keeping.kind == body.kind)) or 0
    while True:
        number += 1
        tag = f"{TAG_MARKS[body.kind]}{number:03d}"
        if inserted(session, TagOut, tag=tag, keeping_id=keeping_id):
            return tag


def _print(
    session: Session, body: KeepingBody, tag: str, owner: Delegate | None, asking: Asking
) -> tuple[str, list[str]]:
    name = owner.name if owner else ""
    slip = tag_slip(
        body.kind,
        number=tag,
        description=body.description.strip(),
        place=body.place.strip(),
        name=name,
    )
    job = queue_paper(
        session,
        slip,
        prints="voucher",
        principal=asking.principal,
        now=asking.now,
        delegate_id=owner.id if owner else None,
    )
    return job.id, [] if job.has_printer else [word("note.no_voucher_printer", asking.language)]


@once(KeepingReturn)
def give_back(session: Session, body: KeepingReturnBody, asking: Asked) -> bytes:
    """Give a kept thing back, by its id or its tag.

    Raises:
        OnsiteError: ``not_kept`` (409), ``names_needed`` when a found thing goes to nobody named,
            ``unknown_registration``, ``id_reused``.
    """
    row = _kept(session, body)
    owner = registration.delegate(session, body.reg_no) if body.reg_no else None
    to_whom = body.to_whom.strip() or (owner.name if owner else "")
    if row.kind == LOST_PROPERTY and not to_whom:
        raise OnsiteError(
            "names_needed", "Say who takes the found thing; it stays on record.", field="to_whom"
        )
    session.execute(delete(TagOut).where(TagOut.keeping_id == row.id))
    return asking.keep(
        {
            "keeping_id": row.id,
            "kind": row.kind,
            "tag": row.tag,
            "description": row.description,
            "place": row.place,
            "to_whom": to_whom,
        },
        keeping_id=row.id,
        to_whom=to_whom,
        delegate_id=owner.id if owner else None,
    )


def _kept(session: Session, body: KeepingReturnBody) -> Keeping:
    if body.keeping_id is None and not (body.tag or "").strip():
        raise OnsiteError(
            "malformed", "Scan the tag, or choose the thing in the list.", field="tag"
        )
    out = TagOut.tag == (body.tag or "").strip()
    if body.keeping_id is not None:
        out = TagOut.keeping_id == str(body.keeping_id)
    row = session.scalars(
        select(Keeping).join(TagOut, TagOut.keeping_id == Keeping.id).where(out)
    ).one_or_none()
    if row is None:
        raise OnsiteError(
            "not_kept",
            "Nothing is kept under this tag; it was given back, or the tag was misread.",
            status=409,
            field="tag",
        )
    return row


def keepings(
    session: Session, *, kind: str | None, query: str, is_here: bool
) -> tuple[list[KeepingLine], dict[str, int]]:
    """List kept things, newest first, and count those of each kind that are here.

    Args:
        session: Any session.
        kind: ``cloakroom``, ``lost_property``, or None for both.
        query: Part of tag, description, place, name or number of the owner.
        is_here: Only what was not given back.

    Returns:
        At most 500 lines, and the counts.
    """
    chosen = _lines()
    if kind is not None:
        chosen = chosen.where(Keeping.kind == kind)
    if is_here:
        chosen = chosen.where(KeepingReturn.id.is_(None))
    if query:
        texts = (Keeping.tag, Keeping.description, Keeping.place, Delegate.name, Delegate.reg_no)
        chosen = chosen.where(or_(*(text.icontains(query, autoescape=True) for text in texts)))
    counted = (
        select(Keeping.kind, func.count())
        .join(TagOut, TagOut.keeping_id == Keeping.id)
        .group_by(Keeping.kind)
    )
    here = dict(session.execute(counted).tuples().all())
    rows = session.execute(chosen.limit(KEEPINGS_AT_MOST))
    return [_line(row) for row in rows], {kind: here.get(kind, 0) for kind in TAG_MARKS}


def _lines() -> Select[Any, Any, Any]:
    return (
        select(Keeping, KeepingReturn, Delegate)
        .outerjoin(KeepingReturn, KeepingReturn.keeping_id == Keeping.id)
        .outerjoin(Delegate, Delegate.id == Keeping.delegate_id)
        .order_by(Keeping.at.desc(), Keeping.tag.desc())
    )


def _line(row: Any) -> KeepingLine:
    kept, returned, owner = row
    return {
        "keeping_id": kept.id,
        "kind": kept.kind,
        "tag": kept.tag,
        "description": kept.description,
        "place": kept.place,
        "reg_no": owner.reg_no if owner else None,
        "name": owner.name if owner else "",
        "at": rfc3339(kept.at),
        "station": kept.station,
        "operator": kept.operator,
        "returned_at": instant(returned.at) if returned else None,
        "to_whom": returned.to_whom if returned else "",
    }
