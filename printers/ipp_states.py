"""What an IPP printer says of itself and of a job, read to states. Pure.

Source: RFC 8011, sections 5.3.7 (job-state) and 5.4.11 to 5.4.12 (printer-state, -reasons).
"""

from printers.device import State
from printers.ipp_messages import Answer

IDLE, PROCESSING, STOPPED = 3, 4, 5
JOB_PENDING, JOB_HELD = 3, 4
JOB_CANCELED, JOB_ABORTED, JOB_COMPLETED = 7, 8, 9
WAITING = (JOB_PENDING, JOB_HELD)

# Reasons without their endings; the worst for a page first.
REASONS = (
    (("cover-open", "door-open", "interlock-open", "input-tray-missing"), State.COVER_OPEN),
    (("media-empty", "media-needed"), State.PAPER_OUT),
    (("media-jam", "paused", "moving-to-paused", "spool-area-full"), State.ERROR),
    (("marker-supply-empty", "toner-empty", "output-area-full", "fuser-over-temp"), State.ERROR),
    (("offline", "shutdown", "connecting-to-device", "timed-out"), State.OFFLINE),
    (("media-low",), State.PAPER_LOW),
)


def printer_state(answer: Answer) -> State:
    """Tell the state from the printer's attributes; unknown when it did not tell any."""
    told = answer.number("printer-state")
    if told not in (IDLE, PROCESSING, STOPPED):
        return State.UNKNOWN
    found = _worst(answer.texts("printer-state-reasons"))
    if found not in (None, State.PAPER_LOW):
        return found
    if told == STOPPED or answer.attributes.get("printer-is-accepting-jobs") == [False]:
        return State.ERROR
    if found is not None:
        return found
    return State.BUSY if told == PROCESSING else State.READY


def _worst(reasons: list[str]) -> State | None:
    said = {_bare(reason) for reason in reasons}
    return next((state for words, state in REASONS if said.intersection(words)), None)


def _bare(reason: str) -> str:
    # The endings tell how bad it is for the printer, which says media-empty-report while it is idle.
    for ending in ("-error", "-warning", "-report"):
        reason = reason.removesuffix(ending)
    return reason
