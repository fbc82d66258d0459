"""How a row of the trail is worded: each column's value as a person reads it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onsite.access.queries import station_name
from onsite.reception.words import venue_zone
from onsite.registration.models import Category, Delegate, Item, Zone
from onsite.registration.names import masked_phone
from onsite.scanner.models import CheckpointRow, Hall
from onsite.units import yuan
from onsite.wording import word

UNSAID = {"id", "fingerprint", "answer", "picture", "decided", "paper", "voucher_code"}
NAMED: dict[str, Any] = {
    "item": Item, "zone": Zone, "category": Category, "checkpoint": CheckpointRow, "hall": Hall,
}  # fmt: skip
PILES = {"from_pile", "to_pile", "pile"}
PEOPLE = {"delegate_id", "keep_id", "gone_id"}
CODES = {"action", "kind", "method", "state", "direction", "of_kind", "verdict", "prints"}
LISTS = {"zh-Hans": "、", "en": ", "}


def said(session: Session, row: Any, language: str) -> dict[str, str]:
    """Word every column of a row, for the places of its sentence; absent values are empty."""
    values = {name: getattr(row, name) for name in row.__table__.columns.keys()}  # noqa: SIM118
    told = {
        name: _said(session, name, value, language)
        for name, value in values.items()
        if name not in UNSAID
    }
    if isinstance(values.get("before"), dict):
        told["changes"] = _changes(values["before"], values["after"], language)
    if "outcome" in values:
        told["reason"] = _word(values.get("reason") or "", language)
    if "reg_nos" in values:
        told["count"] = str(len(values["reg_nos"]))
    return told


def _said(session: Session, name: str, value: Any, language: str) -> str:
    if name in PILES:
        return _pile(session, value, language)
    if value is None or value == "":
        return ""
    if name in NAMED:
        return _name(session, NAMED[name], value, language)
    if name in PEOPLE:
        return session.get_one(Delegate, value).reg_no
    if name in CODES:
        return _word(str(value), language)
    if isinstance(value, datetime):
        value = f"{value.astimezone(venue_zone(session)):%m-%d %H:%M}"
    return _plain(name, value, language)


def _plain(name: str, value: Any, language: str) -> str:
    """Word what needs no look into other tables."""
    if name.endswith("_fen"):
        return yuan(value)
    if name.endswith("_s"):
        return str(round(value / 60))
    if name == "phone":
        return masked_phone(value)
    if isinstance(value, list):
        return LISTS.get(language, ", ").join(map(str, value))
    return str(value)


def _word(value: str, language: str) -> str:
    """Word a code of the program; what people typed stays as it is."""
    for key in (f"trail.word.{value}", f"verdict.{value}.title"):
        if (found := word(key, language)) != key:
            return found
    return value


def _name(session: Session, rows: Any, code: str, language: str) -> str:
    row = session.get(rows, code)
    if row is None:
        return code
    return str((row.name_en if language == "en" else row.name) or row.name)


def _pile(session: Session, value: str | None, language: str) -> str:
    if value is None:
        return word("trail.word.outside", language)
    return station_name(session, value) if value else word("trail.word.store", language)


def _changes(before: dict[str, Any], after: dict[str, Any], language: str) -> str:
    """Name what changed: 姓名 王明 → 王铭."""
    parts = [
        f"{word(f'trail.field.{name}', language)} {before.get(name) or '—'} → {text or '—'}"
        for name, text in after.items()
    ]
    return LISTS.get(language, ", ").join(parts)
