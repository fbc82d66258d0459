"""The camera agent: a door without a face. Frames in, one scan per presentation of a code out.

What a scan comes to is the server's to say; this module prints the verdict and keeps what could
not be delivered, in order, until it can.
"""

import queue
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TypedDict

from onsite import clock
from onsite.agents.server_link import ServerLink, ServerRefusal, ServerUnreachable
from onsite.errors import OnsiteError
from onsite.scanner.frames import is_live, open_frames
from onsite.scanner.presentation import Presentations
from onsite.scanner.reader import LIVE_BUDGET_MS, LiveReader

FILE_FRAME_BUDGET_MS = 150  # nobody waits in front of a file
START_PATIENCE_S = 30.0  # of a source that ends; a live one waits for its server for ever
WAITING_SCANS = 1000  # when as many wait, the camera waits too
LONGEST_CREDENTIAL = 1000  # characters; longer codes are no credentials but advertisements


class ScanBody(TypedDict):
    """One scan as it is sent; it keeps its id until it is answered."""

    scan_id: str
    credential: str
    checkpoint: str
    scanned_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where a camera agent looks and whom it tells."""

    link: ServerLink
    source: str
    once: bool
    checkpoint: str
    stop: threading.Event
    say: Callable[[str], None]


def run_camera(
    server: str,
    token: str,
    source: str,
    *,
    once: bool = False,
    ca: Path | None = None,
    stop: threading.Event | None = None,
    say: Callable[[str], None] = print,
) -> int:
    """Send one scan per presentation of a code until the source ends.

    Args:
        server: Base address of the server.
        token: Of a camera agent's or a door's station, paired with a checkpoint.
        source: See `onsite.scanner.frames.open_frames`.
        once: Don't open a device or stream again when it ends.
        ca: PEM file of the authority to trust; see `onsite.agents.trust`.
        stop: Set to end.
        say: Given one line per verdict.

    Returns:
        The exit status: 0 when every scan has its answer, 1 when stopped before.

    Raises:
        OnsiteError: Nothing to read from, no server, or a token that may not scan.
    """
    stopping = stop or threading.Event()
    link = ServerLink(server, token=token, ca=ca, stop=stopping, say=say)
    ends_by_itself = once or not is_live(source)
    camera = Camera(
        link=link,
        source=source,
        once=once,
        checkpoint=_own_checkpoint(link, START_PATIENCE_S if ends_by_itself else None),
        stop=stopping,
        say=say,
    )
    return _watch(camera)


def _own_checkpoint(link: ServerLink, patience_s: float | None) -> str:
    checkpoint = link.get("/api/v1/me", patience_s=patience_s).get("checkpoint")
    if not isinstance(checkpoint, dict):
        raise OnsiteError(
            "no_checkpoint",
            "This token was paired without a checkpoint, so nobody knows which door the camera "
            "looks at; pair it again with --checkpoint.",
        )
    if checkpoint["direction"] == "both":
        raise OnsiteError(
            "direction_required",
            f"People go both ways at {checkpoint['code']}, and a camera can't tell which; "
            "pair it with a checkpoint that leads in or out.",
        )
    return str(checkpoint["code"])


def _watch(camera: Camera) -> int:
    delivery = _Delivery(camera)
    delivery.start()
    try:
        _scan_frames(camera, delivery)
    except KeyboardInterrupt:
        camera.stop.set()  # else the rest would be tried for ever
        raise
    finally:
        delivery.finish()
    if delivery.failure:
        raise delivery.failure
    if delivery.left_count:
        camera.say(f"{delivery.left_count} scans were not delivered; scan those badges again.")
        return 1
    return 0


def _scan_frames(camera: Camera, delivery: "_Delivery") -> None:
    budget_ms = LIVE_BUDGET_MS if is_live(camera.source) else FILE_FRAME_BUDGET_MS
    reader, presentations = LiveReader(budget_ms=budget_ms), Presentations()

    def is_over() -> bool:
        return camera.stop.is_set() or delivery.failure is not None

    for frame in open_frames(camera.source, once=camera.once, is_stopped=is_over):
        texts = [reading.text for reading in reader.read(frame.image)]
        for text in presentations.new_in(texts, at_s=frame.at_s):
            if 0 < len(text) <= LONGEST_CREDENTIAL:
                delivery.put(_scan(text, camera.checkpoint))


def _scan(credential: str, checkpoint: str) -> ScanBody:
    return ScanBody(
        scan_id=str(uuid.uuid4()),
        credential=credential,
        checkpoint=checkpoint,
        scanned_at=clock.now().isoformat(),
    )


class _Delivery:
    """Sends scans one after the other beside the camera, so that no frame waits for the network."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._waiting: queue.Queue[ScanBody | None] = queue.Queue(maxsize=WAITING_SCANS)
        self._thread = threading.Thread(target=self._deliver, name="delivery", daemon=True)
        self.left_count = 0
        self.failure: OnsiteError | None = None

    def start(self) -> None:
        self._thread.start()

    def put(self, scan: ScanBody | None) -> None:
        while self._thread.is_alive():
            try:
                self._waiting.put(scan, timeout=0.1)
            except queue.Full:
                continue
            return
        self.left_count += scan is not None

    def finish(self) -> None:
        """Wait until everything put has its answer, or we are stopped."""
        self.put(None)
        self._thread.join()
        while not self._waiting.empty():
            self.left_count += self._waiting.get() is not None

    def _deliver(self) -> None:
        while (scan := self._waiting.get()) is not None:
            try:
                answer = self._camera.link.post("/api/v1/scans", dict(scan))
                self._camera.say(_line(answer["verdict"], answer))
            except ServerRefusal as refusal:
                if refusal.is_about_token:
                    self._fail(refusal)
                    return
                self.left_count += refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR
                self._camera.say(_line(f"refused ({refusal.code}: {refusal.message})", {}))
            except ServerUnreachable:  # only when stopped: there is no end to our patience
                self.left_count += 1
                return
            except OnsiteError as error:
                self._fail(error)
                return

    def _fail(self, error: OnsiteError) -> None:
        self.left_count += 1
        self.failure = error


def _line(verdict: str, answer: dict[str, object]) -> str:
    # No name and no code: the line stands on a screen and in logs.
    delegate = answer.get("delegate")
    reg_no = delegate.get("reg_no") if isinstance(delegate, dict) else None
    return f"{clock.now():%H:%M:%S}Z {verdict} {reg_no or '-'}"
