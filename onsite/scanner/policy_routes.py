"""Routes of what doors insist on: a hall's doors changed together, and rules tried before they hold."""

from datetime import MAXYEAR, datetime
from typing import Annotated

import msgspec
from sqlalchemy.orm import Session

from onsite.access.rules import CONTROLS, sees_persons
from onsite.errors import OnsiteError, not_found
from onsite.off_hub import off_hub
from onsite.scanner import queries, service
from onsite.scanner.routes import PolicyBody, checkpoint_shape, policy_changes
from onsite.scanner.shapes import Checkpoints
from onsite.scanner.simulating import door_in, simulate
from onsite.scanner.simulating_shapes import Simulation
from onsite.web import Api, Call, in_utc

api = Api("policies")


class SimulationBody(msgspec.Struct, forbid_unknown_fields=True):
    """An instant, and what of the checkpoint's policy is tried otherwise."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    policy: PolicyBody | None = None


@api.put("/halls/<code>/policy", stations=CONTROLS, operator="policies", body=PolicyBody)
def put_hall_policy(call: Call, body: PolicyBody, code: str) -> Checkpoints:
    """Change what all doors of a hall insist on, together."""
    changes = policy_changes(body)

    def change(session: Session) -> Checkpoints:
        rows = [row for row in queries.checkpoints(session) if row.hall == code]
        if not rows:
            raise not_found("hall", code)
        for row in rows:
            service.change_policy(session, row.code, changes)
        return {"checkpoints": [checkpoint_shape(row) for row in rows]}

    return call.database.write(change)


@api.post(
    "/checkpoints/<code>/simulations", stations=CONTROLS, operator="policies", body=SimulationBody
)
def post_simulation(call: Call, body: SimulationBody, code: str) -> Simulation:
    """Try a checkpoint's rules on everyone at an instant; writes nothing."""
    shows_names = sees_persons(call.principal)
    at = in_utc(body.at, field="at")
    if at.year == MAXYEAR:  # the venue's clocks may show none any more
        raise OnsiteError("malformed", f"{at} is too far ahead; ask earlier.", field="at")
    changes = policy_changes(body.policy) if body.policy else {}
    with call.database.read() as session:
        door = door_in(
            session, code
        )  # the connection is taken here; what follows is another thread's

        # A hundred thousand people are judged; scans go on meanwhile.
        return off_hub(
            lambda: simulate(session, door, at=at, changes=changes, shows_names=shows_names)
        )
