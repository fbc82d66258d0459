"""Check-ins made here go to pretix, each by itself, in order of time; what pretix refuses is told.

A check-in's nonce is made from our id: sent twice, it is one. Nothing is sent again that pretix had once
and has no more: someone there took it back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from onsite.planning.check_ins_here import CheckInHere
from onsite.planning.exchange import Exchange
from onsite.planning.pretix_api import Document, PretixApi
from onsite.planning.pretix_keeping import Keeping
from onsite.planning.pretix_reading import CheckInList, Position, PretixEvent
from onsite.planning.sync import Tell
from onsite.units import rfc3339

SAY_EVERY = 50
_DONE = (200, 201)
ALREADY, UNPAID = "already_redeemed", "unpaid"


@dataclass(frozen=True, slots=True)
class Sending:
    """One exchange with one event in pretix.

    Attributes:
        event: As it was just read.
        api: None only tells what would go out.
        annulled: Whose check-ins of when were taken back in pretix just now.
    """

    event: PretixEvent
    api: PretixApi | None
    keeping: Keeping
    exchange: Exchange
    tell: Tell
    annulled: set[tuple[int, datetime]] = field(default_factory=set)

    def run(self) -> None:
        """Take back in pretix what was undone here, then send what it does not have.

        Raises:
            Unreadable: Pretix stopped answering; what was sent until then is there.
        """
        here = self.exchange.here
        positions = {one.reg_no: one for one in self.event.positions}
        lists = {one.code: one for one in self.event.halls}
        sent = self.keeping.sent()
        is_here = {one.reg_no for one in here.check_ins}
        for one in here.undone:
            if position := positions.get(one.reg_no):
                self._take_back(one, position, is_here=one.reg_no in is_here)
        going: list[tuple[CheckInHere, Position, CheckInList]] = []
        for one in here.check_ins:
            position = positions.get(one.reg_no)
            if position is None:
                self.exchange.only_here += 1
            elif self._is_missing(one, position, self.event.main, sent):
                going.append((one, position, self.event.main))
        for one in here.admissions:
            position, hall = positions.get(one.reg_no), lists.get(one.hall or "")
            if position and hall and self._is_missing(one, position, hall, sent):
                going.append((one, position, hall))
        going.sort(key=lambda each: each[0].at)
        for number, (one, position, place) in enumerate(going, 1):
            self._send(one, position, place)
            if number % SAY_EVERY == 0 or number == len(going):
                self.tell(f"sending check-ins: {number:,} of {len(going):,}")

    def _is_missing(
        self, one: CheckInHere, position: Position, place: CheckInList, sent: Iterable[str]
    ) -> bool:
        """Tell whether pretix is to be told of a check-in; note what is at both, or gone there."""
        entered = self._entered(position, place)
        if entered and place is self.event.main and one.at not in entered:
            self.exchange.both.append(
                {"reg_no": one.reg_no, "onsite": rfc3339(one.at), "there": rfc3339(entered[0])}
            )
        if entered:
            return False
        if one.is_from_there or one.id in sent:
            self._refused(one, "the check-in was taken back there")
            return False
        return True

    def _send(self, one: CheckInHere, position: Position, place: CheckInList) -> None:
        if self.api is None:
            self.exchange.went_out += 1
            return
        body = {
            "lists": [place.id],
            "secret": position.secret,
            "nonce": _nonce(one),
            "datetime": one.at.isoformat(),
            "type": "entry",
            "source_type": "barcode",
        }
        status, answer = self.api.send("checkinrpc/redeem/", body)
        if answer.get("reason") == UNPAID and one.is_overridden:
            status, answer = self.api.send("checkinrpc/redeem/", {**body, "force": True})
        if status in _DONE:
            self.keeping.note_sent(one.id)
            self.exchange.went_out += 1
        elif (
            answer.get("reason") != ALREADY
        ):  # let in there this very moment: the next sync has the time
            at_hall = f" at the list “{place.name}”" if one.hall else ""
            self._refused(one, f"{_reason(status, answer)}{at_hall}")

    def _take_back(self, one: CheckInHere, position: Position, *, is_here: bool) -> None:
        if one.at not in self._entered(position, self.event.main):
            return
        if one.is_from_there:
            if not is_here:
                self._undone(one, "made there: take it back in pretix")
            return
        self.annulled.add((position.id, one.at))
        if self.api is None:
            self.exchange.annulled += 1
            return
        body = {"lists": [self.event.main.id], "nonce": _nonce(one), "error_explanation": "onsite"}
        status, answer = self.api.send("checkinrpc/annul/", body)
        if status in _DONE:
            self.exchange.annulled += 1
        else:
            self.annulled.remove((position.id, one.at))
            self._undone(one, _reason(status, answer))

    def _entered(self, position: Position, place: CheckInList) -> list[datetime]:
        entered = position.entered_at(place.id)
        return [at for at in entered if (position.id, at) not in self.annulled]

    def _refused(self, one: CheckInHere, reason: str) -> None:
        told = f"checked in {rfc3339(one.at)}"
        self.exchange.refuse(one.reg_no, there=f"pretix: {reason}", here=told)

    def _undone(self, one: CheckInHere, reason: str) -> None:
        there, here = f"checked in {rfc3339(one.at)}", f"check-in undone ({reason})"
        self.exchange.refuse(one.reg_no, there=f"pretix: {there}", here=here)


def _nonce(one: CheckInHere) -> str:
    return f"onsite-{one.id}"


def _reason(status: int, answer: Mapping[str, object] | Document) -> str:
    """Give pretix's own word for a refusal, with its explanation."""
    word = answer.get("reason") or answer.get("detail") or status
    explanation = answer.get("reason_explanation")
    return f"{word} ({explanation})" if explanation else str(word)
