"""A plan in pretix: its event, products, check-in lists and orders; a ticket shop that checks people in too.

Reading is `pretix_reading`'s, what the sheets say `pretix_package`'s, check-ins going out
`pretix_sending`'s, what pretix has no place for `pretix_keeping`'s.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from onsite.errors import OnsiteError
from onsite.planning.cells import as_text
from onsite.planning.csv_source import read_package
from onsite.planning.csv_writing import write_sheets
from onsite.planning.exchange import CameIn, Exchange
from onsite.planning.pretix_address import PretixAddress, read_address
from onsite.planning.pretix_api import TIMEOUT_S, PretixApi
from onsite.planning.pretix_keeping import Keeping, Kept
from onsite.planning.pretix_package import NAME, REG_NO, Sheet, sheets_of
from onsite.planning.pretix_reading import PretixEvent, read_event
from onsite.planning.pretix_sending import Sending
from onsite.planning.problems import Unreadable
from onsite.planning.sources import PACKAGE_FILE
from onsite.planning.sync import Tell
from onsite.planning.tables import DELEGATES

FOLDER = "pretix"
_OK = 200
_CAME_IN = uuid.UUID("6d1f6bb2-3f0e-4a53-9a6b-0e6c6f3f4d10")  # any: it sets our ids apart


class PretixStore:
    """One event in pretix, by an address like ``pretix+https://TOKEN@HOST/ORGANIZER/EVENT?list=NAME``.

    It is read once; what is sent goes by what was read.
    """

    def __init__(
        self, address: str, *, planning: Path | None = None, timeout_s: float = TIMEOUT_S
    ) -> None:
        """Take an address.

        Args:
            address: Read when it is needed.
            planning: The event folder's ``planning``; None while there is no event yet.
            timeout_s: How long an answer may take.
        """
        self._text, self._planning, self._timeout_s = address, planning, timeout_s
        self._event: PretixEvent | None = None
        self._kept = Kept()
        self._copied: list[Sheet] = []

    @property
    def name(self) -> str:
        """Give the event's own short name in pretix."""
        try:
            return read_address(self._text).event
        except Unreadable:
            return "pretix"

    def copy_to(self, folder: Path) -> None:
        """Write the event as a CSV package, with what is kept here; see `PlanStore.copy_to`."""
        sheets = sheets_of(self._read())
        self._kept = self._keeping.recall() if self._planning else Kept()
        self._copied = sheets
        write_sheets(
            [(one.resource, one.headings, one.rows) for one in self._kept.over(sheets)], folder
        )

    def bring_back(self, package: Path) -> None:
        """Change names in pretix and keep the rest here; see `PlanStore.bring_back`.

        A name is changed only while pretix says what was copied.
        """
        now = _sheets_in(package)
        theirs = {one.resource: one for one in self._copied}
        pretix, told = theirs[DELEGATES.chinese], now.pop(DELEGATES.chinese)
        try:
            changed, busy = self._change_names(pretix, told)
        except Unreadable as error:
            raise OnsiteError(
                "plan_not_written", f"{error.problem}. Run the sync again.", status=409
            ) from error
        self._kept.sheets = {
            name: [one.headings, *one.rows] for name, one in now.items() if name not in theirs
        }
        self._kept.taken_up(pretix, told, in_pretix=changed)
        self._keeping.remember(self._kept)
        if busy:
            raise OnsiteError(
                "plan_changed",
                f"Someone else changed a name in {self.name} just now; run the sync again.",
                status=409,
            )

    def came_in(self) -> list[CameIn]:
        """List who was let in in pretix, at the event and into its halls, by time.

        Raises:
            Unreadable: It can't be reached or read.
        """
        event = self._read()
        halls = {event.main.id: None, **{one.id: one.code for one in event.halls}}
        found = []
        for position in event.positions:
            for list_id, hall in halls.items():
                for at in position.entered_at(list_id)[:1]:
                    told = f"{self._address.event_url} {list_id} {position.id} {at.isoformat()}"
                    one = CameIn(uuid.uuid5(_CAME_IN, told), position.reg_no, at, hall)
                    found.append(one)
        return sorted(found, key=lambda one: one.at)

    def send(self, exchange: Exchange, *, is_dry_run: bool, tell: Tell) -> None:
        """Send the check-ins made here and take back those undone; see `pretix_sending`.

        Raises:
            OnsiteError: ``plan_not_written`` (409): pretix stopped answering in the middle.
        """
        event = self._read()
        with self._reached() as api:
            sending = Sending(event, None if is_dry_run else api, self._keeping, exchange, tell)
            try:
                sending.run()
            except Unreadable as error:
                raise OnsiteError(
                    "plan_not_written",
                    f"{exchange.went_out} check-ins are in {self.name} now, then: {error.problem}. "
                    "Run the sync again; none is sent twice.",
                    status=409,
                ) from error

    @property
    def _address(self) -> PretixAddress:
        return read_address(self._text)

    @property
    def _keeping(self) -> Keeping:
        if self._planning is None:
            raise OnsiteError("no_event", "There is no event folder yet; run onsite init first.")
        return Keeping(self._planning / FOLDER, self._address.mark)

    def _read(self) -> PretixEvent:
        if self._event is None:
            with self._reached() as api:
                self._event = read_event(api, name=self.name, list_name=self._address.list_name)
        return self._event

    @contextmanager
    def _reached(self) -> Iterator[PretixApi]:
        api = PretixApi(self._address, name=self.name, timeout_s=self._timeout_s)
        try:
            yield api
        finally:
            api.close()

    def _change_names(self, pretix: Sheet, now: Sheet) -> tuple[Mapping[str, list[str]], bool]:
        """Change names; whose it was done for, and whether someone else changed one meanwhile."""
        before = {row[_at(pretix, REG_NO)]: row[_at(pretix, NAME)] for row in pretix.rows}
        kept, positions = self._kept.instead, {one.reg_no: one for one in self._read().positions}
        done: dict[str, list[str]] = {}
        is_busy = False
        with self._reached() as api:
            for row in now.rows:
                told = dict(zip_longest(now.headings, row, fillvalue=""))
                reg_no, name = told[REG_NO], told[NAME]
                is_kept = kept.get(reg_no, {}).get(NAME) == (before.get(reg_no), name)
                if reg_no not in before or before[reg_no] == name or is_kept:
                    continue
                path = f"orderpositions/{positions[reg_no].id}/"
                as_it_is = api.one(path)["attendee_name"]
                if " ".join((as_it_is or before[reg_no]).split()) != before[reg_no]:
                    is_busy, done[reg_no] = True, [NAME]
                    continue
                status, _ = api.change(path, {"attendee_name": name})
                if status == _OK:
                    done[reg_no] = [NAME]
        return done, is_busy


def _at(sheet: Sheet, heading: str) -> int:
    return sheet.headings.index(heading)


def _sheets_in(package: Path) -> dict[str, Sheet]:
    found = {}
    for sheet in read_package(package / PACKAGE_FILE)[0]:
        rows = [[as_text(cell) for cell in row] for row in sheet.rows()]
        if rows:
            found[sheet.names[0]] = Sheet(sheet.names[0], rows[0], rows[1:])
    return found
