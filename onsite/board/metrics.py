"""What a monitoring program may ask, in Prometheus' text format."""

from datetime import datetime

from sqlalchemy.orm import Session

from onsite.badges.queries import counts_by_state
from onsite.board.headcount import headcount


def metrics(session: Session, *, now: datetime, failed_handshakes: int) -> str:
    """Write the metrics as text."""
    counts = headcount(session, now=now)
    lines = [
        _gauge("onsite_registered", counts["registered"]),
        _gauge("onsite_checked_in", counts["checked_in"]),
        _gauge("onsite_failed_handshakes_total", failed_handshakes),
    ]
    lines += [
        _gauge("onsite_hall_inside", hall["inside"], hall=code)
        for code, hall in counts["halls"].items()
    ]
    lines += [
        _gauge("onsite_print_jobs", count, state=state)
        for state, count in counts_by_state(session).items()
    ]
    return "\n".join(lines) + "\n"


def _gauge(name: str, value: float, **labels: str) -> str:
    inner = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
    return f"{name}{{{inner}}} {value}" if inner else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
