"""What makes each kind of alert true at the small congress, and what ends it."""

from datetime import timedelta
from errno import ENOSPC

from sqlalchemy import text

from onsite import clock
from onsite.alerts.bots import Bot
from onsite.archiving import backups
from onsite.reception.alert_rows import Notification
from onsite.reports.budget_rows import BudgetLine
from tests.served_event import new_id

BOT = Bot("json://127.0.0.1:9/nobody")
MAY_COME_IN = ("D001", "D002", "D003", "D004", "D007", "D008")  # as many as the hall holds


def sql(event, statement, **values):
    event.database.write(lambda session: session.execute(text(statement), values) and None)


def add(event, row):
    event.database.write(lambda session: session.add(row))


def go_in(count):
    def come(event):
        door = event.token("door")
        for reg_no in MAY_COME_IN[:count]:
            assert event.scan(reg_no, "H1-IN", door).json["verdict"] == "admitted"

    return come


def go_out(event):
    door = event.token("door")
    for reg_no in MAY_COME_IN:
        event.scan(reg_no, "H1-OUT", door)


def guest_comes(event):
    assert event.check_in("D002", event.token("desk")).json["outcome"] == "checked_in"


def guest_s_check_in_is_undone(event):
    desk = event.token("desk")
    undo = {"undo_id": new_id(), "reg_no": "D002", "reason": "错"}
    supervisor = event.operator("supervisor", at=desk)
    assert event.post("/check-in-undos", undo, desk, operator=supervisor).status_code == 200


def sessions_begin_soon(event):
    begins, ends = (clock.now() + timedelta(minutes=each) for each in (20, 50))
    move_sessions(event, begins, ends)


def sessions_are_over(event):
    move_sessions(event, clock.now() - timedelta(hours=2), clock.now() - timedelta(hours=1))


def move_sessions(event, begins, ends):
    sql(
        event,
        "UPDATE sessions SET starts_at = :begins, ends_at = :ends",
        begins=begins.replace(tzinfo=None),
        ends=ends.replace(tzinfo=None),
    )


def queue_is_slow(event):
    desk = event.token("desk")
    code = event.post("/queue-slips", {"queue_slip_id": new_id(), "zone": "PRE"}, desk).json["code"]
    event.post("/queue-slip-scans", {"queue_slip_scan_id": new_id(), "code": code}, desk)
    sql(event, "UPDATE queue_slip_scans SET waited_s = 700")


def few_come(event):
    sql(event, "UPDATE check_in_counts SET registered = 400, checked_in = 0 WHERE category = 'MEM'")


def many_come(event):
    sql(event, "UPDATE check_in_counts SET checked_in = 400 WHERE category = 'MEM'")


def printer_is_out_of_paper(event):
    event.post(
        "/printers",
        {"name": "Desk 1", "url": "virtual:?width_mm=90&height_mm=130", "prints": ["badge"]},
        event.joined.local_token,
    )
    sql(event, "UPDATE printers SET state = 'paper_out'")


def printer_is_ready(event):
    sql(event, "UPDATE printers SET state = 'ready'")


def speaks(event, role):
    known = [row[0] for row in event.rows("SELECT id FROM stations WHERE role = :role", role=role)]
    for station in known or [event.station(role).station]:
        event.joined.wiring.seen[station] = clock.now()


def falls_silent(role):
    def be_silent(event):
        speaks(event, role)
        event.joined.watch.look()  # it is here
        ago = clock.now() - timedelta(minutes=2)
        for station in event.joined.wiring.seen:
            event.joined.wiring.seen[station] = ago

    return be_silent


def speaks_again(role):
    return lambda event: speaks(event, role)


def clock_is_fast(event):
    ahead = clock.now() + timedelta(minutes=7)
    event.scan("D001", "DIN-IN", event.token("door"), scanned_at=ahead.isoformat())
    sql(event, "UPDATE scans SET station = 'door-1'")  # always the same one


def that_was_long_ago(event):
    sql(event, "UPDATE scans SET recorded_at = datetime(recorded_at, '-1 hour')")


def bags_run_out(event):
    sql(event, "INSERT OR REPLACE INTO stocks (item, pile, count, low_count) "
               "VALUES ('BAG', '', 3, 30)")  # fmt: skip


def bags_are_brought(event):
    sql(event, "UPDATE stocks SET count = 200")


def drawer_fills(event):
    desk = event.station("finance")
    cashier = event.operator("finance", at=desk.token)
    sql(event, "DELETE FROM money_policy")
    sql(event, "INSERT INTO money_policy (id, lost_badge_fee_fen, drawer_limit_fen, channel_fees, "
               "prices) VALUES (1, 0, 60000, '{}', '[]')")  # fmt: skip
    if event.count("open_drawers") == 0:
        opened = {"cash_session_id": new_id(), "float_fen": 61_000}
        answer = event.post("/cash-sessions", opened, desk.token, operator=cashier)
        assert answer.status_code == 200, answer.text


def drawer_may_hold_more(event):
    sql(event, "UPDATE money_policy SET drawer_limit_fen = 90000")


def backup_fails(event):
    backups.keep_failure(
        event.folder, backups.Way.HOURLY, OSError(ENOSPC, "The disk is full."), now=clock.now()
    )


def backup_is_made(event):
    backups.forget(event.folder)


def budget_line_is_over(by_percent):
    def count(event):
        sql(event, "DELETE FROM budget_lines")
        add(
            event,
            BudgetLine(position=1, name="报到", planned_count=100 / (100 + by_percent),
                       unit_price_fen=None, amount_fen=None, counted_by="check_in"),
        )  # fmt: skip
        if event.count("arrivals") == 0:
            event.check_in("D001", event.token("desk"))

    return count


def budget_line_is_planned_anew(event):
    sql(event, "UPDATE budget_lines SET planned_count = 100")


def bot_refuses(event):
    note = {"text": "x", "created_at": clock.now(), "due_at": clock.now(), "attempts": 1}
    add(event, Notification(target=BOT.target, state="failed", error="HTTP 404", **note))


def bot_takes_again(event):
    sql(event, "UPDATE notifications SET state = 'sent'")


CAUSES = {
    "hall_nearly_full": (go_in(5), go_out),
    "hall_full": (go_in(6), go_out),
    "slow_zone": (queue_is_slow, lambda event: sql(event, "UPDATE queue_slip_scans SET waited_s = 5")),
    "vip_arrived": (guest_comes, guest_s_check_in_is_undone),
    "speaker_missing": (sessions_begin_soon, sessions_are_over),
    "low_attendance": (few_come, many_come),
    "printer_down": (printer_is_out_of_paper, printer_is_ready),
    "station_down": (falls_silent("desk"), speaks_again("desk")),
    "door_offline": (falls_silent("door"), speaks_again("door")),
    "stock_low": (bags_run_out, bags_are_brought),
    "drawer_over": (drawer_fills, drawer_may_hold_more),
    "backup_failing": (backup_fails, backup_is_made),
    "clock_drift": (clock_is_fast, that_was_long_ago),
    "budget_over_5": (budget_line_is_over(5), budget_line_is_planned_anew),
    "budget_over_10": (budget_line_is_over(10), budget_line_is_planned_anew),
    "budget_over_15": (budget_line_is_over(30), budget_line_is_planned_anew),
    "bot_refused": (bot_refuses, bot_takes_again),
}  # fmt: skip
