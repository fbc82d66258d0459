"""A pretix as far as `onsite` speaks to it: documents and refusals as a real 2026.8.0 gave them.

The same tests run against a real one (`pretix_shops`), which keeps this one honest.
"""

import json
import threading
import time
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SAMPLES = json.loads(Path(__file__).with_name("pretix_samples.json").read_text(encoding="utf-8"))
TOKEN = "t0ken" * 12
BASE = "/api/v1/organizers/testorg/"
MOST_PAGE = 50
TOO_OFTEN = 429


class FakePretix:
    """One organizer with one event.

    Attributes:
        orders: The orders by code, as pretix shows them; change them in place.
        asked: How many requests came; ``redeemed`` of them to let someone in.
        dies_after: Answer no redeem after so many: the connection just ends.
        answers: A status that everything is answered with, e.g. 503; or "html", "elsewhere".
        slow_s: How long each answer takes.
    """

    def __init__(self):
        self.event = deepcopy(SAMPLES["event"])
        self.items, self.lists, self.questions, self.orders = [], [], [], {}
        self.nonces = {}
        self.asked = self.redeemed = self.slow_s = 0
        self.dies_after = self.answers = None
        self.may_change = True
        self._number = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()

    @property
    def root(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def number(self):
        """Give the next number of anything."""
        self._number += 1
        return self._number

    def positions(self):
        return [row for order in self.orders.values() for row in order["positions"]]

    def order_of(self, position):
        return self.orders[position["order"]]

    def answer(self, method, path, query, body, token):
        """Answer one request: status and document."""
        if token != f"Token {TOKEN}":
            return 401, SAMPLES["no_token"]
        if not path.startswith(BASE):
            return 403, SAMPLES["forbidden"]
        rest = path.removeprefix(BASE)
        if rest == "checkinrpc/redeem/":
            return self._redeem(body)
        if rest == "checkinrpc/annul/":
            return self._annul(body)
        event = f"events/{self.event['slug']}/"
        if not rest.startswith(event):
            return 403, SAMPLES["forbidden"]
        return self._of_event(method, rest.removeprefix(event), query, body)

    def _of_event(self, method, rest, query, body):
        if rest == "":
            return 200, self.event
        if rest.startswith("orderpositions/"):
            number = int(rest.split("/")[1])
            row = next(one for one in self.positions() if one["id"] == number)
            if method == "PATCH" and not self.may_change:
                return 403, SAMPLES["forbidden"]
            if method == "PATCH":
                row.update(body)
            return 200, row
        lists = {
            "items/": self.items,
            "questions/": self.questions,
            "checkinlists/": self.lists,
            "orders/": list(self.orders.values()),
        }
        return (200, self._page(lists[rest], rest, query)) if rest in lists else (404, {})

    def _page(self, rows, rest, query):
        page, size = int(query.get("page", 1)), min(int(query.get("page_size", 50)), MOST_PAGE)
        first = (page - 1) * size
        following = None
        if first + size < len(rows):
            # As behind a proxy: the host that pretix believes itself to have.
            where = "somewhere/else/" if self.answers == "elsewhere" else ""
            tail = f"{where}events/{self.event['slug']}/{where}{rest}"
            following = f"http://localhost:1{BASE}{tail}?page={page + 1}&page_size={size}"
        shown = rows[first : first + size]
        if rest == "orders/" and "include_canceled_positions" not in query:
            shown = [self._without_canceled(one) for one in shown]
        return {"count": len(rows), "next": following, "previous": None, "results": shown}

    def _without_canceled(self, order):
        return {**order, "positions": [one for one in order["positions"] if not one["canceled"]]}

    def _redeem(self, body):
        self.redeemed += 1
        if self.dies_after is not None and self.redeemed > self.dies_after:
            return None, None
        (list_id,) = body["lists"]
        found = [
            one
            for one in self.positions()
            if one["secret"] == body["secret"] and not one["canceled"]
        ]
        if not found:
            return 404, SAMPLES["unknown"]
        position, nonce = found[0], (list_id, found[0]["id"], body.get("nonce"))
        at = datetime.fromisoformat(body["datetime"])
        if nonce in self.nonces and self.nonces[nonce] in position["checkins"]:
            return 201, self._done(position)
        reason = self._refusal(position, list_id)
        if reason and not (body.get("force") and reason in {"unpaid", "already_redeemed"}):
            return 400, {**SAMPLES["refused"], "reason": reason, "position": position}
        entry = {
            **SAMPLES["checkin"],
            "id": self.number(),
            "list": list_id,
            "datetime": at.astimezone(UTC).isoformat(),
            "type": body.get("type", "entry"),
        }
        told = self._done(position)
        position["checkins"] = [entry, *position["checkins"]]
        self.nonces[nonce] = entry
        return 201, told

    def _refusal(self, position, list_id):
        order = self.order_of(position)
        where = next(one for one in self.lists if one["id"] == list_id)
        if position["blocked"]:
            return "blocked"
        if order["status"] in "ce":
            return "canceled"
        if not where["all_products"] and position["item"] not in where["limit_products"]:
            return "product"
        if order["status"] == "n":
            return "unpaid"
        entered = [one for one in position["checkins"] if one["list"] == list_id]
        return "already_redeemed" if entered else None

    def _done(self, position):
        return {"status": "ok", "position": deepcopy(position), "require_attention": False}

    def _annul(self, body):
        (list_id,) = body["lists"]
        for (where, _, nonce), entry in self.nonces.items():
            if (where, nonce) != (list_id, body["nonce"]):
                continue
            for position in self.positions():
                if entry in position["checkins"]:
                    position["checkins"].remove(entry)
                    return 200, SAMPLES["annulled"]
        return 404, {"detail": "No check-in found based on nonce"}

    def _answering(self):
        pretix = self

        class Answering(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                url = urlsplit(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length) or b"{}")
                query = {name: values[0] for name, values in parse_qs(url.query).items()}
                pretix.asked += 1
                time.sleep(pretix.slow_s)
                if isinstance(pretix.answers, int):
                    self._send(pretix.answers, b"<h1>Error</h1>")
                    return
                if pretix.answers == "html":
                    self._send(200, b"<h1>Welcome</h1>")
                    return
                token = self.headers.get("Authorization")
                with pretix._lock:
                    status, document = pretix.answer(self.command, url.path, query, body, token)
                    content = json.dumps(document).encode()
                if status is None:
                    self.close_connection = True
                    return
                self._send(status, content)

            def _send(self, status, content):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                if status in range(300, 400):
                    self.send_header("Location", "https://example.org/")
                if status == TOO_OFTEN:
                    self.send_header("Retry-After", "0")
                with suppress(BrokenPipeError):  # whoever asked waits no longer
                    self.end_headers()
                    self.wfile.write(content)

            do_GET = do_POST = do_PATCH = _answer  # noqa: N815 - names that http.server asks for

            def log_message(self, *_args):
                pass

        return Answering
