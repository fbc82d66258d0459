"""The card reader's agent: a card laid on the reader beside a kiosk or desk is told to the server, once.

How each make is asked stands in `identity_cards`. Neither number nor name is printed or logged.
"""

import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import requests

from onsite import clock
from onsite.agents.identity_cards import IdentityCard, Read, chosen_reader
from onsite.agents.server_link import ServerLink, ServerRefusal
from onsite.errors import OnsiteError

PAUSE_S = 0.7
AWAY_PAUSES = 3  # so often without a card before the same card is another presentation


def run_card_reader(
    server: str,
    token: str,
    reader: str,
    *,
    ca: Path | None = None,
    once: bool = False,
    stop: threading.Event | None = None,
    say: Callable[[str], None] = print,
) -> int:
    """Send every card that is laid on the reader, until stopped.

    Args:
        server: Base address of the server.
        token: Of a reader-agent's station.
        reader: A make, ``MAKE@URL`` or an address; see `identity_cards.chosen_reader`.
        ca: PEM file of the authority to trust.
        once: End after the first card.
        stop: Set to end.
        say: Told one line a card, without number and name.

    Returns:
        The exit status.

    Raises:
        OnsiteError: ``unknown_reader``, or a token that may not send cards.
    """
    read, address = chosen_reader(reader)
    stopping = stop or threading.Event()
    link = ServerLink(server, token=token, ca=ca, stop=stopping, say=say)
    with requests.Session() as session:
        session.trust_env = False  # the reader is on this machine: no proxy stands between
        cards = _Cards(read, session, address, say)
        while not stopping.is_set():
            card = cards.next()
            if card is not None:
                say(_tell(link, card))
                if once:
                    return 0
            stopping.wait(PAUSE_S)
    return 0


class _Cards:
    """Cards one after the other: one that stays on the reader is read once."""

    def __init__(
        self, read: Read, session: requests.Session, address: str, say: Callable[[str], None]
    ) -> None:
        self._read, self._session, self._address, self._say = read, session, address, say
        self._last: IdentityCard | None = None
        self._away = 0
        self._is_there = True

    def next(self) -> IdentityCard | None:
        """Ask the reader once; None when there is no card, or still the same."""
        card = self._asked()
        if card is None:
            self._away += 1
            if self._away >= AWAY_PAUSES:
                self._last = None
            return None
        self._away = 0
        if card == self._last:
            return None
        self._last = card
        return card

    def _asked(self) -> IdentityCard | None:
        try:
            card = self._read(self._session, self._address)
        except requests.RequestException:
            if self._is_there:
                self._say(
                    f"The card reader's service at {self._address} does not answer; "
                    "start it, or check --reader."
                )
            self._is_there = False
            return None
        if not self._is_there:
            self._say("The card reader answers again.")
        self._is_there = True
        return card


def _tell(link: ServerLink, card: IdentityCard) -> str:
    body = {
        "identity_reading_id": str(uuid.uuid4()),
        "number": card.number,
        "name": card.name[:200],
    }
    try:
        outcome = str(link.post("/api/v1/identity-readings", body)["outcome"])
    except ServerRefusal as refusal:
        if refusal.is_about_token:
            raise
        outcome = f"refused ({refusal.code})"
    except OnsiteError as error:
        outcome = f"not delivered ({error.code})"
    return f"{clock.now():%H:%M:%S}Z card {outcome}"
