"""The event folder and its settings (`event.toml`). What happened lives in the database, not here."""

import os
import shlex
import tomllib
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from onsite.errors import OnsiteError

LIMITS = {"port": range(1, 65536), "retention_days": range(36501)}
FOLDERS = ("keys", "templates", "planning", "backups", "outbox")


@dataclass(frozen=True)
class Settings:
    """How the event is served: the keys of `event.toml`, with their defaults."""

    host: str = "0.0.0.0"  # noqa: S104 - the venue's network is the point
    port: int = 8443
    tls: bool = True
    database_url: str = ""
    redis_url: str = ""
    notify: tuple[Any, ...] = field(default=())  # addresses, or {to, kinds, digest}
    retention_days: int = 90
    backup_to: str = ""


@dataclass(frozen=True)
class EventFolder:
    """Where the parts of one event lie."""

    path: Path

    @property
    def settings_file(self) -> Path:
        return self.path / "event.toml"

    @property
    def database(self) -> Path:
        return self.path / "onsite.db"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def outbox(self) -> Path:
        return self.path / "outbox"

    @property
    def templates(self) -> Path:
        return self.path / "templates"

    @property
    def planning(self) -> Path:
        return self.path / "planning"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def lock(self) -> Path:
        return self.path / "onsite.lock"

    @property
    def run_file(self) -> Path:
        return self.path / "run.json"

    def check(self) -> None:
        """Make sure this is an event folder.

        Raises:
            OnsiteError: ``no_event`` when it is not, saying how one is made.
        """
        if not self.settings_file.is_file() or not self.database.is_file():
            raise OnsiteError(
                "no_event",
                f"{self.path} is not an event folder; make one with: "
                f"onsite init {shlex.quote(str(self.path))} --plan WORKBOOK.xlsx",
            )

    def settings(self) -> Settings:
        """Read `event.toml`; an unknown key or a value of the wrong kind stops the start."""
        return read_settings(self.settings_file)


def make_folder(path: Path) -> EventFolder:
    """Make an empty event folder that only its owner can read."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    for name in FOLDERS:
        (path / name).mkdir(exist_ok=True, mode=0o700)
    return EventFolder(path)


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone."""
    beside = path.with_name(f".{path.name}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def settings_text(settings: Settings) -> str:
    """Write settings as the text of an `event.toml`, each key with what it is for."""
    meaning = {
        "host": "the address to listen on",
        "port": "one port for everything",
        "tls": "false: plain HTTP for everyone (cameras in browsers then work on this machine only)",
        "database_url": "empty: onsite.db in this folder (this version knows no other)",
        "redis_url": "not used by this version",
        "notify": "group bots told of alerts: apprise addresses, or {to=ADDRESS, kinds=[...], digest=true}",
        "retention_days": "so many days after its last day personal data is wiped; counts stay",
        "backup_to": "a further folder for hourly backups, such as a USB stick's; empty: backups/ only",
    }
    lines = []
    for item in fields(settings):
        value = getattr(settings, item.name)
        lines.append(f"{item.name} = {_toml(value)}  # {meaning[item.name]}")
    return "\n".join(lines) + "\n"


def read_settings(path: Path) -> Settings:
    """Read settings from a TOML file.

    Raises:
        OnsiteError: ``bad_settings``, with every problem in one message.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OnsiteError("bad_settings", f"{path} can't be read: {error}") from error
    known = {item.name: getattr(Settings(), item.name) for item in fields(Settings)}
    problems = []
    for key, value in found.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            problems.append(f"{key}: no such setting; {hint}")
        elif not _same_kind(known[key], value):
            problems.append(f"{key}: {value!r} should be like {_toml(known[key])}")
        elif key in LIMITS and value not in LIMITS[key]:
            problems.append(
                f"{key}: {value} should be {LIMITS[key].start} to {LIMITS[key].stop - 1}"
            )
    if problems:
        raise OnsiteError("bad_settings", f"{path.name}: " + "; ".join(problems))
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in found.items()
    }
    return Settings(**values)


def _same_kind(default: object, value: object) -> bool:
    if isinstance(default, tuple):
        return isinstance(value, list) and all(isinstance(item, (str, dict)) for item in value)
    return type(value) is type(default)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    return f'"{value}"'
