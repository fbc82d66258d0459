"""What the reception is told to watch for: one row, with the usual values until someone sets others."""

from msgspec import UNSET
from sqlalchemy.orm import Session

from onsite.reception.bodies import SettingsBody
from onsite.reception.models import ReceptionSettings
from onsite.reception.shapes import SettingsShape

SPEAKER_MINUTES, WAIT_ALARM_MINUTES = 30, 10


def settings(session: Session) -> SettingsShape:
    """Read the settings as they are now."""
    row = session.get(ReceptionSettings, 1)
    return {
        "speaker_minutes": row.speaker_minutes if row else SPEAKER_MINUTES,
        "wait_alarm_minutes": row.wait_alarm_minutes if row else WAIT_ALARM_MINUTES,
    }


def set_settings(session: Session, body: SettingsBody) -> SettingsShape:
    """Set what is given, leave the rest."""
    now = settings(session)
    for name in ("speaker_minutes", "wait_alarm_minutes"):
        if (wanted := getattr(body, name)) is not UNSET:
            now[name] = wanted
    session.merge(ReceptionSettings(id=1, **now))
    session.flush()
    return now
