"""Limits the watchers go by, and who is told of what: the usual until someone decides otherwise."""

from typing import Any

from msgspec import UNSET
from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite import events
from onsite.alerts.bodies import AlertRuleBody, AlertSettingsBody
from onsite.alerts.kinds import KINDS
from onsite.alerts.shapes import AlertLimits, AlertRuleShape, AlertSettingsShape
from onsite.errors import OnsiteError
from onsite.reception.alert_rows import AlertRule, AlertSettings

USUAL: AlertLimits = {
    "hall_percent": 90,
    "attendance_percent": 15,
    "silent_seconds": 60,
    "clock_seconds": 60,
    "backup_hours": 2,
    "digest_hours": 2,
}


def limits(session: Session) -> AlertLimits:
    """Read the limits as they are now."""
    row = session.get(AlertSettings, 1)
    if row is None:
        return USUAL
    return {name: getattr(row, name) for name in USUAL}  # type: ignore[return-value]  # its keys


def rules(session: Session) -> dict[str, AlertRuleShape]:
    """Tell of every kind who is told."""
    decided = {row.kind: row for row in session.scalars(select(AlertRule))}
    return {kind: _rule(kind, decided.get(kind)) for kind in KINDS}


def settings(session: Session) -> AlertSettingsShape:
    """Read limits and rules."""
    return {"limits": limits(session), "rules": list(rules(session).values())}


def set_settings(session: Session, body: AlertSettingsBody) -> AlertSettingsShape:
    """Set what is given, leave the rest. Events: `Changed`.

    Raises:
        OnsiteError: ``unknown_alert_kind``, ``not_told_there``, naming the place in ``rules``.
    """
    wanted: dict[str, Any] = {**limits(session)}
    wanted.update({name: value for name in USUAL if (value := getattr(body, name)) is not UNSET})
    session.merge(AlertSettings(id=1, **wanted))
    for place, rule in enumerate(body.rules):
        _check(rule, f"rules[{place}]")
        session.merge(
            AlertRule(
                kind=rule.kind,
                is_on=rule.is_on,
                roles=sorted(set(rule.roles)),
                tells_bots=rule.tells_bots,
            )
        )
    session.flush()
    events.record(session, events.Changed("alerts"))
    return settings(session)


def _rule(kind: str, row: AlertRule | None) -> AlertRuleShape:
    usual = KINDS[kind]
    return {
        "kind": kind,
        "level": usual.level,
        "is_on": row.is_on if row else True,
        "roles": list(row.roles) if row else sorted(usual.roles),
        "tells_bots": row.tells_bots if row else usual.tells_bots,
        "at_most": sorted(usual.at_most),
        "may_tell_bots": usual.may_tell_bots,
    }


def _check(rule: AlertRuleBody, field: str) -> None:
    kind = KINDS.get(rule.kind)
    if kind is None:
        raise OnsiteError(
            "unknown_alert_kind",
            f"There is no alert of the kind {rule.kind[:40]!r}; choose from {', '.join(KINDS)}.",
            field=f"{field}.kind",
        )
    refused = sorted(set(rule.roles) - set(kind.at_most))
    if refused:
        raise OnsiteError(
            "not_told_there",
            f"{rule.kind} is not told at {', '.join(refused)}; "
            f"choose from {', '.join(sorted(kind.at_most))}.",
            field=f"{field}.roles",
        )
    if rule.tells_bots and not kind.may_tell_bots:
        raise OnsiteError(
            "not_told_there",
            f"Group bots are not told of {rule.kind}; leave that off.",
            field=f"{field}.tells_bots",
        )
