"""Every watcher there is, in one list."""

from onsite.alerts.bots import Bot
from onsite.alerts.noticed import Watched
from onsite.alerts.watchers.backups import backup_watcher
from onsite.alerts.watchers.bots import bot_watcher
from onsite.alerts.watchers.guests import arrived_guests, missing_speakers
from onsite.alerts.watchers.halls import full_halls
from onsite.alerts.watchers.money import STEPS, budget_overruns, full_drawers
from onsite.alerts.watchers.printers import printer_watcher
from onsite.alerts.watchers.stations import silent_stations, wrong_clocks
from onsite.alerts.watchers.stocks import low_stock
from onsite.alerts.watchers.turnout import Turnout
from onsite.alerts.watchers.zones import slow_zones
from onsite.web import Wiring


def every_watcher(wiring: Wiring, bots: tuple[Bot, ...]) -> tuple[Watched, ...]:
    """List the watchers of an event; those that hang on commits and are cheap look after each."""
    silent = silent_stations(wiring.connected, wiring.seen)
    return (
        Watched(("hall_nearly_full", "hall_full"), full_halls, on_commit=True),
        Watched(("vip_arrived",), arrived_guests, on_commit=True),
        Watched(("stock_low",), low_stock, on_commit=True),
        Watched(("drawer_over",), full_drawers, on_commit=True),
        Watched(("printer_down",), printer_watcher(), on_commit=True),
        Watched(("speaker_missing",), missing_speakers),
        Watched(("slow_zone",), slow_zones),
        Watched(("low_attendance",), Turnout()),
        Watched(("station_down", "door_offline"), silent),
        Watched(("clock_drift",), wrong_clocks),
        Watched(("backup_failing",), backup_watcher(wiring.folder)),
        Watched(tuple(f"budget_over_{step}" for step in STEPS), budget_overruns),
        Watched(("bot_refused",), bot_watcher(bots)),
    )
