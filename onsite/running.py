"""Serving an event until told to stop: the lock, the listener, the ticker, the event's print agent."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import gevent
from gevent.event import Event

from onsite import clock
from onsite.access import service as access
from onsite.access.authority import renew_certificate
from onsite.access.queries import station_by_token
from onsite.alerts.bots import bots_of
from onsite.app import Joined, create_app, describe_printer
from onsite.archiving.backup_keeper import BackupKeeper
from onsite.archiving.retention_watch import RetentionWatch
from onsite.badges import spool
from onsite.badges.queries import run_out
from onsite.badges.set_up import learn_stocks
from onsite.config import EventFolder, Settings, write_private
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.local import base_url
from onsite.lock import held
from onsite.migrations import upgrade
from onsite.serving import OnePortServer

log = logging.getLogger(__name__)

LEASE_CHECK_S = 5
UNSUPPORTED = ("database_url", "redis_url")
LAST_PAGE_S = 15  # the agent's, once it was told to stop
# Long polls and live screens; what they missed is asked again, a claim with the same id.
LISTENING = ("/socket.io/", "/api/v1/print-jobs/claim")
FIRST_AGENT_PAUSE_S, LONGEST_AGENT_PAUSE_S = 1, 60


def serve(path: Path, *, host: str | None, port: int | None, plain: bool) -> None:
    """Serve an event until SIGTERM or SIGINT; prints ``ready URL`` once it answers.

    Raises:
        OnsiteError: ``no_event``, ``already_served``, ``port_in_use``, ``bad_settings``,
            ``newer_event``.
    """
    folder = EventFolder(path)
    folder.check()
    settings = _chosen(folder.settings(), host=host, port=port, plain=plain)
    with held(folder.lock) as is_ours:
        if not is_ours:
            raise OnsiteError(
                "already_served",
                f"{path} is being served, or another command is writing to it; end that first.",
            )
        folder.run_file.unlink(missing_ok=True)  # of a server that was killed
        told = told_to_stop()  # from here on: the agent must not outlive us
        database = Database(folder.database)
        try:
            upgrade(database)
            with served(folder, database, settings) as url:
                print(f"ready {url}", flush=True)  # noqa: T201 - the promise to whoever started us
                told.wait()
        finally:
            database.close()


@contextmanager
def served(folder: EventFolder, database: Database, settings: Settings) -> Iterator[str]:
    """Serve for the length of the block; yields the address others reach it by."""
    certificate = renew_certificate(folder, now=clock.now()) if settings.tls else None
    agent_station, agent_token = _own_agent(folder, database)
    server: OnePortServer | None = None
    joined = create_app(
        folder,
        database,
        base_url=base_url(settings),
        is_tls=settings.tls,
        own_agent=agent_station,
        bots=bots_of(settings.notify),
        failed_handshakes=lambda: server.failed_handshakes if server else 0,
    )
    server = OnePortServer(
        (settings.host, settings.port), joined.app, certificate=certificate, listening=LISTENING
    )
    database.write(lambda session: learn_stocks(session, describe_printer))
    server.start()
    loopback = _loopback(settings)
    _write_run_file(folder, joined, loopback)
    agent = _OwnAgent(folder, loopback, agent_token)
    keeper = BackupKeeper(folder, database, backup_to=settings.backup_to)
    greenlets = [
        gevent.spawn(joined.ticker.run),
        gevent.spawn(joined.overviews.run),
        gevent.spawn(joined.watch.run),
        gevent.spawn(joined.notifier.run),
        gevent.spawn(joined.reminding.run),
        gevent.spawn(joined.rosters.run),
        gevent.spawn(_end_leases, database),
        gevent.spawn(agent.keep),
        gevent.spawn(keeper.run),
        gevent.spawn(RetentionWatch(folder, database, days=settings.retention_days).run),
    ]
    try:
        yield base_url(settings)
    finally:
        gevent.killall(greenlets)
        agent.tell_to_stop()
        folder.run_file.unlink(missing_ok=True)
        server.stop()
        agent.wait()
        keeper.finish()


def _chosen(settings: Settings, *, host: str | None, port: int | None, plain: bool) -> Settings:
    set_in_vain = [name for name in UNSUPPORTED if getattr(settings, name)]
    if set_in_vain:
        raise OnsiteError(
            "not_supported",
            f"event.toml sets {', '.join(set_in_vain)}, which this version does not act on; "
            "empty it, so that nobody relies on it.",
        )
    bots_of(settings.notify)
    return replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
        tls=settings.tls and not plain,
    )


def _loopback(settings: Settings) -> str:
    every = settings.host in ("0.0.0.0", "::")  # noqa: S104 - told apart, not bound
    host = "127.0.0.1" if every else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _own_agent(folder: EventFolder, database: Database) -> tuple[str, str]:
    """Pair the event's own print agent once; it keeps its station over restarts."""
    kept = folder.keys / "print-agent.json"
    if kept.is_file():
        known = json.loads(kept.read_text(encoding="utf-8"))
        with database.read() as session:
            if station_by_token(session, known["token"]) is not None:
                return known["station"], known["token"]
    paired = database.write(
        lambda session: access.make_station(
            session,
            role="print-agent",
            name="This laptop",
            zone=None,
            checkpoint=None,
            now=clock.now(),
        )
    )
    content = json.dumps({"station": paired.station, "token": paired.token})
    write_private(kept, content.encode())
    return paired.station, paired.token


class _OwnAgent:
    """The event's print agent, a process of its own: a hung printer can't stop a check-in.

    It is started again when it ends by itself, and ends with this process, however that ends.
    """

    def __init__(self, folder: EventFolder, url: str, token: str) -> None:
        self._command = [
            sys.executable, "-m", "onsite.agents.own_agent", "--server", url,
            "--journal", str(folder.path / "print-journal.jsonl"),
            "--outbox", str(folder.outbox),
        ]  # fmt: skip
        self._environment = {**os.environ, "ONSITE_TOKEN": token}
        self._process = self._start()

    def keep(self) -> None:
        """Look after the process for ever; spawned as a greenlet."""
        pause_s = FIRST_AGENT_PAUSE_S
        while True:
            gevent.sleep(pause_s)
            if self._process.poll() is None:
                pause_s = FIRST_AGENT_PAUSE_S
                continue
            log.warning("the print agent ended (%s); starting it again", self._process.returncode)
            self._let_go()
            self._process = self._start()
            pause_s = min(pause_s * 2, LONGEST_AGENT_PAUSE_S)

    def tell_to_stop(self) -> None:
        """Let it finish and report the page in hand; begin no other."""
        self._process.terminate()

    def wait(self) -> None:
        """Wait for its end, or end it."""
        try:
            self._process.wait(timeout=LAST_PAGE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._let_go()

    def _let_go(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            self._command,
            env=self._environment,
            stdin=subprocess.PIPE,  # its closing tells the agent that we are gone
            stdout=subprocess.DEVNULL,
        )


def _write_run_file(folder: EventFolder, joined: Joined, loopback: str) -> None:
    run = {"pid": os.getpid(), "url": loopback, "token": joined.local_token}
    write_private(folder.run_file, json.dumps(run).encode())


def _end_leases(database: Database) -> None:
    """Look now and then for print jobs whose agent fell silent."""
    while True:
        gevent.sleep(LEASE_CHECK_S)
        with database.read() as session:
            any_run_out = bool(run_out(session, now=clock.now()))
        if any_run_out:
            database.write(lambda session: spool.end_leases(session, now=clock.now()))


def told_to_stop() -> Event:
    """Catch SIGTERM and SIGINT from now on; the event is set by the first of them."""
    told = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, told.set)
    return told
