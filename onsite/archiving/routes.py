"""Routes of backups and of wiping: how the event is kept, one more backup, and the end of personal data."""

from typing import Annotated

import msgspec
from flask import Response

from onsite.access.queries import the_event
from onsite.access.rules import CONTROLS
from onsite.archiving import hourly, queries, sweeping
from onsite.archiving.shapes import BackupBody, BackupsTold, WipeAnswer, WipeBody, WipePreview
from onsite.archiving.wiping import removed_counts
from onsite.errors import OnsiteError
from onsite.web import Api, Call, answer

api = Api("archiving")


@api.get("/backups", stations=CONTROLS)
def get_backups(call: Call) -> Annotated[Response, BackupsTold]:
    """Tell of the last backups and their failures, the retention date, and the last wipe."""
    return answer(_told(call))


@api.post("/backups", body=BackupBody, stations=CONTROLS, operator="backups")
def post_backup(call: Call, _: BackupBody) -> Annotated[Response, BackupsTold]:
    """Make a backup now, into `backups/` and the further folder; what failed is in the answer."""
    folder = call.wiring.folder
    hourly.in_a_process(folder, backup_to=folder.settings().backup_to)
    return answer(_told(call))


@api.get("/wipe-preview", stations=CONTROLS, operator="wipe")
def get_wipe_preview(call: Call) -> Annotated[Response, WipePreview]:
    """Tell what a wipe would remove now; changes nothing."""
    folder = call.wiring.folder
    with call.database.read() as session:
        event = the_event(session)
        removed = removed_counts(session) | sweeping.file_counts(folder)
        preview: WipePreview = {
            "code": event.code,
            "name": event.name,
            "removed": removed,
            "files": sweeping.files_going(folder),
            "elsewhere": _elsewhere(call, event.code),
        }
    return answer(preview)


@api.post("/wipes", body=WipeBody, stations=CONTROLS, operator="wipe")
def post_wipe(call: Call, body: WipeBody) -> Annotated[Response, WipeAnswer]:
    """Wipe personal data for good: counts stay; backups elsewhere are named."""
    elsewhere = _elsewhere(call, body.confirm.strip())
    done = sweeping.wipe_all(call.database, call.wiring.folder, body, call.asking, why="told")
    told = msgspec.json.decode(done)
    return answer({**told, "elsewhere": elsewhere})


def _told(call: Call) -> BackupsTold:
    with call.database.read() as session:
        code = the_event(session).code
        told = queries.backups_told(session, call.wiring.folder, now=call.now)
    return {**told, "elsewhere": _elsewhere(call, code) if told["wiped"] else []}


def _elsewhere(call: Call, code: str) -> list[str]:
    folder = call.wiring.folder
    try:
        place = folder.settings().backup_to
    except OnsiteError:  # event.toml was spoilt since the start: the rest is wiped all the same
        place = ""
    return sweeping.elsewhere(folder, backup_to=place, code=code)
