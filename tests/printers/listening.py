"""A raw port on this machine that talks to one program after the other, until it is closed."""

import socket
import threading
from collections.abc import Callable

LOOKS_EVERY_S = 0.05  # whether it was closed


class Listening:
    """Takes connections in a thread of its own.

    Args:
        talk: Told each peer, whose ``recv`` gives up after `LOOKS_EVERY_S`; it returns to hang up, and
            soon once ``is_open`` is False.
        stays: Whether the connection is the talk's to close.
    """

    def __init__(self, talk: Callable[[socket.socket], None], *, stays: bool = False) -> None:
        self._talk = talk
        self._stays = stays
        self.is_open = True
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(LOOKS_EVERY_S)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def place(self) -> str:
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self.is_open = False
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while self.is_open:
            try:
                peer, _ = self._listener.accept()
            except TimeoutError:
                continue
            peer.settimeout(LOOKS_EVERY_S)
            self._talk(peer)
            if not self._stays:
                peer.close()
