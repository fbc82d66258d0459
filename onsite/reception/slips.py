"""Queue slips: a number carried through the queue and scanned at the desk tells the true wait."""

import secrets

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onsite.badges.papers import Code, Pair, Slip, Text
from onsite.badges.service import queue_paper
from onsite.errors import OnsiteError, not_found
from onsite.once import Asked, once
from onsite.reception.bodies import QueueSlipBody, QueueSlipScanBody
from onsite.reception.models import QueueSlip, QueueSlipScan
from onsite.reception.words import both, clock_time
from onsite.registration.models import Zone

MARK = "QS"  # begins every slip's code, so that a desk's one field knows it from a credential
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 14


@once(QueueSlip)
def give_slip(session: Session, body: QueueSlipBody, asking: Asked) -> bytes:
    """Give someone who joins a zone's queue a printed slip.

    Raises:
        OnsiteError: ``unknown_zone``, ``id_reused``.
    """
    zone = session.get(Zone, body.zone)
    if zone is None:
        raise not_found("zone", body.zone, field="zone")
    last = session.scalar(select(func.max(QueueSlip.number)).where(QueueSlip.zone == zone.code))
    number = (last or 0) + 1
    code = MARK + "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    slip = Slip(
        title=both("slip.title"),
        subtitle=f"{zone.name} {zone.name_en}".strip(),
        parts=(
            Text(str(number), is_big=True),
            Code(code, caption=both("slip.keep")),
            Pair(both("slip.given_at"), clock_time(session, asking.now)),
        ),
    )
    job = queue_paper(session, slip, prints="voucher", principal=asking.principal, now=asking.now)
    return asking.keep(
        {
            "zone": zone.code,
            "number": number,
            "code": code,
            "print_job": job.id,
            "has_printer": job.has_printer,
        },
        zone=zone.code,
        number=number,
        code=code,
    )


@once(QueueSlipScan)
def scan_slip(session: Session, body: QueueSlipScanBody, asking: Asked) -> bytes:
    """Take a slip in at the desk: how long its holder waited.

    Raises:
        OnsiteError: ``unknown_queue_slip`` 404, ``slip_scanned`` 409, ``id_reused``.
    """
    code = body.code.strip().upper()
    slip = session.scalars(select(QueueSlip).where(QueueSlip.code == code)).one_or_none()
    if slip is None:
        raise not_found("queue slip", code, field="code")
    before = session.scalars(
        select(QueueSlipScan).where(QueueSlipScan.slip_id == slip.id)
    ).one_or_none()
    if before is not None:
        raise OnsiteError(
            "slip_scanned",
            f"Slip {slip.number} was scanned before; go on without it.",
            status=409,
            field="code",
        )
    waited_s = max(0, round((asking.now - slip.at).total_seconds()))
    return asking.keep(
        {"zone": slip.zone, "number": slip.number, "waited_s": waited_s},
        slip_id=slip.id,
        zone=slip.zone,
        waited_s=waited_s,
    )
