"""The print agent's journal: what it was about to do, on disk before it is done.

One JSON object a line, appended, flushed and forced to disk; at start only the open claims are
kept. Printing and reporting are `print_agent`'s work.
"""

import json
import os
import threading
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from onsite.errors import OnsiteError


class Step(StrEnum):
    """How far a claim has come; each is written before what it names, but ``sent`` after."""

    CLAIMING = "claiming"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    REPORTING = "reporting"
    DONE = "done"


class Report(TypedDict):
    """What became of a job, as it is sent to the server; sent again it keeps its id."""

    report_id: str
    claim_id: str
    state: str
    confirmed: bool
    error: str | None
    printer_state: NotRequired[str | None]
    pages: NotRequired[int]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as the journal knows it."""

    claim_id: str
    step: Step
    job_id: str | None = None
    is_confirmed: bool = False
    report: Report | None = None


class Journal:
    """An append-only file that survives the loss of power.

    Args:
        path: Made when missing, with its folder. Belongs to one running agent.

    Raises:
        OnsiteError: ``journal_unusable``.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._is_broken = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._claims = _read(path)
            self._compact()
            self._file = open(path, "a", encoding="utf-8", opener=_private)  # noqa: SIM115 - its opener
        except OSError as error:
            raise OnsiteError(
                "journal_unusable",
                f"The print agent's journal {path} can't be used ({error}); "
                "free the disk or change its rights.",
            ) from error

    def open_claims(self) -> list[Claim]:
        """List the claims that are not done, in the order they were made."""
        return list(self._claims.values())

    def record(
        self,
        claim_id: str,
        step: Step,
        *,
        job_id: str | None = None,
        is_confirmed: bool | None = None,
        report: Report | None = None,
    ) -> Claim:
        """Write one step; it is on disk when this returns.

        Raises:
            OSError: It may not be on disk; what it names must not be done.
        """
        given = {"job_id": job_id, "is_confirmed": is_confirmed, "report": report}
        line = {"claim_id": claim_id, "step": step} | {
            key: value for key, value in given.items() if value is not None
        }
        with self._lock:
            self._append(line)
            return _apply(self._claims, line)

    def close(self) -> None:
        """Close the file; the journal can't be used after."""
        self._file.close()

    def _append(self, line: dict[str, Any]) -> None:
        if self._is_broken:
            raise OSError(f"{self._path} could not be written before")
        try:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError:
            # Half a line may stand there now; one more would join it and be lost with it.
            self._is_broken = True
            raise

    def _compact(self) -> None:
        unfinished = self._path.with_suffix(".new")
        with open(unfinished, "w", encoding="utf-8", opener=_private) as file:
            for claim in self._claims.values():
                line = {
                    "claim_id": claim.claim_id,
                    "step": claim.step,
                    "job_id": claim.job_id,
                    "is_confirmed": claim.is_confirmed,
                    "report": claim.report,
                }
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._path)
        _force_folder(self._path.parent)


def _read(path: Path) -> dict[str, Claim]:
    claims: dict[str, Claim] = {}
    if not path.exists():
        return claims
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            line = json.loads(text)
            _apply(claims, line)
        except (ValueError, KeyError, TypeError):
            continue  # torn by the loss of power: what it named was not begun
    return claims


def _apply(claims: dict[str, Claim], line: dict[str, Any]) -> Claim:
    claim_id = line["claim_id"]
    before = claims.get(claim_id, Claim(claim_id, Step.CLAIMING))
    after = replace(
        before,
        step=Step(line["step"]),
        job_id=line.get("job_id", before.job_id),
        is_confirmed=line.get("is_confirmed", before.is_confirmed),
        report=line.get("report", before.report),
    )
    if after.step is Step.DONE:
        claims.pop(claim_id, None)
    else:
        claims[claim_id] = after
    return after


def _force_folder(folder: Path) -> None:
    if os.name == "nt":  # there a folder can't be forced; renaming is journalled by the system
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: str, flags: int) -> int:
    """Open a file that only its owner can read."""
    return os.open(path, flags, 0o600)
