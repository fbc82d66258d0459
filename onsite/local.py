"""How a command on the laptop reaches the event: the same routes, served or not.

Whoever holds `onsite.lock` writes. When that is the server, the command asks it over loopback, with the
address and token of `run.json`; otherwise the command holds the lock and answers its own request.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onsite.config import EventFolder, Settings
from onsite.db import Database
from onsite.errors import OnsiteError
from onsite.lock import held

if TYPE_CHECKING:
    import requests

PATIENCE_S = 20  # with each holder: a server may be starting on a busy laptop, a command at work
PAUSE_S = 0.1
HEALTH_S = 1
ANSWER_S = 30
Ask = Callable[..., dict[str, Any]]


@contextmanager
def opened(path: Path) -> Iterator[Ask]:
    """Reach an event for writing: ``ask(method, path, body)`` returns the answer's JSON.

    Its ``answer_s`` says how long a server may take, where that is more than usual.

    Raises:
        OnsiteError: ``no_event``, ``newer_event``, ``busy``, and whatever the route refuses.
    """
    folder = EventFolder(path)
    folder.check()
    if not folder.run_file.exists():
        import onsite.app  # noqa: F401 - takes seconds, and while the lock is held others wait
    seen_at, ends = 0, 0.0
    while True:
        with held(folder.lock) as is_ours:
            if is_ours:
                with _by_ourselves(folder) as ask:
                    yield ask
                return
        run = _answering_server(folder)
        if run is not None:
            yield _by_the_server(run)
            return
        taken_at = folder.lock.stat().st_mtime_ns
        if taken_at != seen_at:
            seen_at, ends = taken_at, time.monotonic() + PATIENCE_S
        if time.monotonic() > ends:
            raise _busy()
        time.sleep(PAUSE_S)


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """Open an event's database for reading, served or not.

    Raises:
        OnsiteError: ``no_event``, ``newer_event``, ``older_event``, ``damaged_event``.
    """
    from onsite.migrations import check

    folder = EventFolder(path)
    folder.check()
    database = Database(folder.database)
    try:
        check(database)
        yield database
    finally:
        database.close()


def asking_server(folder: EventFolder) -> Ask | None:
    """Reach the server of an event that is being served; None where it is not."""
    run = _answering_server(folder)
    return _by_the_server(run) if run else None


def base_url(settings: Settings) -> str:
    """Write how other devices reach a server with these settings."""
    from onsite.access.authority import lan_addresses

    host = settings.host
    if host in ("0.0.0.0", "::"):  # noqa: S104 - every address: name one that others can reach
        host = next(iter(lan_addresses()), "127.0.0.1")
    scheme = "https" if settings.tls else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{settings.port}"


@contextmanager
def _by_ourselves(folder: EventFolder) -> Iterator[Ask]:
    from onsite.app import create_app
    from onsite.migrations import upgrade

    database = Database(folder.database)
    try:
        upgrade(database)
        joined = create_app(folder, database, base_url=base_url(folder.settings()))
        client = joined.app.test_client()

        def ask(
            method: str, path: str, body: object = None, *, answer_s: float = ANSWER_S
        ) -> dict[str, Any]:
            del answer_s  # nobody waits for another process
            response = client.open(
                f"/api/v1{path}",
                method=method,
                json=body,
                headers={"Authorization": f"Bearer {joined.local_token}"},
            )
            return _told(response.status_code, response.get_data())

        yield ask
    finally:
        database.close()


def _by_the_server(run: dict[str, str]) -> Ask:
    def ask(
        method: str, path: str, body: object = None, *, answer_s: float = ANSWER_S
    ) -> dict[str, Any]:
        import requests

        try:
            with _loopback() as session:
                response = session.request(
                    method,
                    f"{run['url']}/api/v1{path}",
                    json=body,
                    headers={"Authorization": f"Bearer {run['token']}"},
                    timeout=answer_s,
                )
        except requests.RequestException as error:
            raise _busy() from error
        return _told(response.status_code, response.content)

    return ask


def _answering_server(folder: EventFolder) -> dict[str, str] | None:
    """Find the server that holds the lock, once it answers; None while it starts or stops."""
    try:
        run: dict[str, str] = json.loads(folder.run_file.read_text(encoding="utf-8"))
        with _loopback() as session:
            health = session.get(f"{run['url']}/health", timeout=HEALTH_S).json()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return run if health.get("status") == "ok" else None


def _loopback() -> "requests.Session":
    """Open a session that heeds no proxy: the server is on this machine."""
    import requests

    session = requests.Session()
    session.trust_env = False
    return session


def _busy() -> OnsiteError:
    return OnsiteError(
        "busy",
        "Another onsite command is writing to this event, or its server does not answer; "
        "try again in a moment.",
    )


def _told(status: int, content: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(content) if content else {}
    if status >= 400:  # noqa: PLR2004 - problems begin here
        raise OnsiteError(
            answer.get("code", "failed"),
            answer.get("detail", f"The server answered {status}."),
            status=status,
            field=answer.get("field"),
        )
    return answer
