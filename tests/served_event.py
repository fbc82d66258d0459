"""An event as its devices see it: stations with tokens, operators who signed in, requests, answers."""

from functools import cache
from uuid import uuid4

from argon2 import PasswordHasher

from onsite import clock
from onsite.access import service as access
from onsite.app import create_app
from onsite.registration import queries as registration

PIN = "246810"
BASE_URL = "https://192.0.2.10:8443"
LAN_ADDRESS = "192.0.2.77"  # of a device in the hall


@cache
def pin_hash():
    """Hash the PIN as cheaply as can be: a hash says itself how much work checking it is."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)


def new_id():
    """Make a client's id."""
    return str(uuid4())


class ServedEvent:
    """One event with the real app and the real writer, asked through Flask's test client.

    Attributes:
        folder: The event folder.
        database: Its database.
        joined: What `create_app` joined.
        app: The Flask app; `client` asks it.
    """

    def __init__(self, folder, database, **options):
        self.folder = folder
        self.database = database
        self.joined = create_app(folder, database, base_url=BASE_URL, **options)
        self.app = self.joined.app
        self.client = self.app.test_client()
        self.heard = []
        publish = database.bus.publish
        database.bus.publish = lambda events: (self.heard.extend(events), publish(events))[1]

    def station(self, role, *, zone=None, checkpoint=None, name=None, at=None):
        """Pair a station: its id, token and link; a reader-agent at a new kiosk unless told where."""
        if role == "reader-agent" and at is None:
            at = self.station("kiosk").station
        return self.database.write(
            lambda session: access.make_station(
                session,
                role=role,
                name=name,
                zone=zone,
                checkpoint=checkpoint,
                at=at,
                now=clock.now(),
            )
        )

    def token(self, role, *, zone=None, checkpoint=None):
        """Pair a station and give its token."""
        return self.station(role, zone=zone, checkpoint=checkpoint).token

    def operator(self, role, *, at, name=None):
        """Sign an operator of a role in at the station with the token ``at``: her X-Operator."""
        name = name or f"{role} operator"
        self.database.write(
            lambda session: access.put_operator(
                session, name=name, roles=[role], pin_hash=pin_hash()
            )
        )
        answer = self.post("/operator-sessions", {"name": name, "pin": PIN}, at)
        return answer.json["operator_session"]

    def get(self, path, token=None, **options):
        return self.ask("GET", path, None, token, **options)

    def post(self, path, body, token=None, **options):
        return self.ask("POST", path, body, token, **options)

    def put(self, path, body, token=None, **options):
        return self.ask("PUT", path, body, token, **options)

    def delete(self, path, token=None, **options):
        return self.ask("DELETE", path, None, token, **options)

    def ask(self, method, path, body, token=None, *, operator=None, headers=None, language=None):
        """Send a request to the API; ``path`` stands below `/api/v1`."""
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if operator:
            sent["X-Operator"] = operator
        if language:
            sent["Accept-Language"] = language
        content = {"data": body} if isinstance(body, bytes) else {"json": body}
        if body is None:
            content = {}
        return self.client.open(f"/api/v1{path}", method=method, headers=sent, **content)

    def credential(self, reg_no):
        """Give the credential that this delegate was sent: the imported one where there is one."""
        with self.database.read() as session:
            return dict(registration.credentials_to_send(session))[reg_no]

    def scan(self, reg_no, checkpoint, token, **more):
        """Scan a delegate at a checkpoint: the response."""
        body = {
            "scan_id": new_id(),
            "credential": self.credential(reg_no),
            "checkpoint": checkpoint,
            **more,
        }
        return self.post("/scans", body, token)

    def check_in(self, reg_no, token, *, prints=False, **more):
        """Check a delegate in by her credential: the response."""
        body = {
            "check_in_id": new_id(),
            "credential": self.credential(reg_no),
            "print": prints,
            **more,
        }
        return self.post("/check-ins", body, token)

    def walk_in(self, token, *, operator=None, **more):
        """Register a student who was not planned, with all that the usual form asks: the response."""
        body = {
            "walk_in_id": new_id(),
            "name": "钟临",
            "category": "STU",
            "phone": "13700000000",
            "organisation": "城南医院",
            "consent": True,
            **more,
        }
        return self.post("/walk-ins", body, token, operator=operator)

    def headcount(self):
        """Read the headcount as the board would."""
        return self.get("/headcount", self.joined.local_token).json

    def rows(self, sql, **values):
        """Read rows of the database, as tuples."""
        from sqlalchemy import text

        with self.database.read() as session:
            return [tuple(row) for row in session.execute(text(sql), values)]

    def count(self, table):
        """Count a table's rows."""
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]
