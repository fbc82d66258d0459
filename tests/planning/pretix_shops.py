"""A shop in pretix for tests: the fake one, and a real one that is filled through its own API.

Both are asked the same way for who came in, so the same promises are tried on both. For the real one
``ONSITE_PRETIX`` is ``http://TOKEN@127.0.0.1:PORT/ORGANIZER`` of a pretix to play with: events are
made in it, and stay.
"""

from copy import deepcopy
from datetime import datetime
from urllib.parse import quote, urlsplit
from uuid import uuid4

import requests

from tests.planning.pretix_fake import SAMPLES, TOKEN, FakePretix

MAIN = "Main"


class _Coded:
    """What tests call an order and a position; an organizer has a code but once."""

    prefix = "AAA"

    def code(self, order):
        return f"{self.prefix}{order}"

    def reg(self, short):
        """Give the number of a position: ``A1`` is the first of order A."""
        return f"{self.code(short[0])}-{short[1:]}"


class FakeShop(_Coded):
    """A shop of the fake pretix; `pretix` breaks it."""

    def __init__(self):
        self.pretix = FakePretix()
        self.event = self.pretix.event
        self.event.update(
            slug="ev1", name={"en": "Trial", "zh-hans": "试会"}, timezone="Asia/Shanghai",
            date_from="2026-12-04T08:00:00+08:00", date_to="2026-12-06T18:00:00+08:00",
        )  # fmt: skip
        self.root, self.organizer, self.token = self.pretix.root, "testorg", TOKEN
        self.add_list(MAIN)

    def close(self):
        self.pretix.close()

    def address(self, *, list_name=MAIN, token=None):
        return _address(self, list_name, token)

    def add_item(self, name, price, *, chinese=None, admission=True):
        names = {"en": name, **({"zh-hans": chinese} if chinese else {})}
        item = {**deepcopy(SAMPLES["item"]), "id": self.pretix.number(), "name": names}
        self.pretix.items.append({**item, "default_price": price, "admission": admission})
        return item["id"]

    def add_list(self, name, *, only=()):
        row = {**deepcopy(SAMPLES["list"]), "id": self.pretix.number(), "name": name}
        row.update(all_products=not only, limit_products=list(only))
        self.pretix.lists.append(row)
        return row["id"]

    def add_order(self, code, people, *, is_paid=True):
        """Add an order; people are (name, item), the secrets of them CODE-1x and on."""
        order = {**deepcopy(SAMPLES["order"]), "code": code, "status": "p" if is_paid else "n"}
        order["positions"] = [
            {
                **deepcopy(SAMPLES["position"]),
                **_position(code, number, name, item),
                "id": self.pretix.number(),
                "order": code,
                "price": self._price(item),
            }
            for number, (name, item) in enumerate(people, 1)
        ]
        order["email"] = "shop@example.org"
        self.pretix.orders[code] = order

    def _price(self, item):
        return next(one["default_price"] for one in self.pretix.items if one["id"] == item)

    def change(self, reg_no, **fields):
        self.position(reg_no).update(fields)

    def position(self, reg_no):
        code, _, number = reg_no.rpartition("-")
        return self.pretix.orders[code]["positions"][int(number) - 1]

    def block(self, reg_no):
        self.change(reg_no, blocked=["api:x"])

    def cancel(self, code):
        self.pretix.orders[code]["status"] = "c"

    def redeem(self, reg_no, at, *, list_name=MAIN, force=False):
        _redeem(self, reg_no, at, list_name, force=force)

    def entries(self, *, list_name=MAIN):
        return _entries(self, list_name)

    def list_id(self, name):
        return _list_id(self, name)


class RealShop(_Coded):
    """A new event in a real pretix."""

    def __init__(self, address):
        parts = urlsplit(address)
        self.root = f"{parts.scheme}://{parts.hostname}:{parts.port}"
        self.prefix = f"T{uuid4().hex[:6].upper()}"
        self.organizer, self.token = parts.path.strip("/"), parts.username
        slug = f"t{uuid4().hex[:10]}"
        told = {
            "name": {"en": "Trial", "zh-hans": "试会"}, "slug": slug, "currency": "EUR",
            "date_from": "2026-12-04T00:00:00Z", "date_to": "2026-12-06T10:00:00Z",
            "timezone": "Asia/Shanghai", "live": False, "plugins": [],
        }  # fmt: skip
        organizer = f"{self.root}/api/v1/organizers/{self.organizer}"
        _done("POST", f"{organizer}/events/", self.token, told)
        self.event = {"slug": slug}
        self.ask("PATCH", "settings/", {"locales": ["en", "zh-hans"]})
        self.quota = self.ask("POST", "quotas/", {"name": "all", "size": None, "items": []})["id"]
        self.items = []
        self.add_list(MAIN)

    def close(self):
        pass

    def address(self, *, list_name=MAIN, token=None):
        return _address(self, list_name, token)

    def ask(self, method, path, body=None):
        organizer = f"{self.root}/api/v1/organizers/{self.organizer}"
        url = f"{organizer}/events/{self.event['slug']}/{path}"
        return _done(method, url, self.token, body)

    def add_item(self, name, price, *, chinese=None, admission=True):
        names = {"en": name, **({"zh-hans": chinese} if chinese else {})}
        told = {"name": names, "default_price": price, "admission": admission}
        item = self.ask("POST", "items/", {**told, "personalized": admission})["id"]
        self.items.append(item)
        self.ask("PATCH", f"quotas/{self.quota}/", {"items": self.items, "variations": []})
        return item

    def add_list(self, name, *, only=()):
        told = {"name": name, "all_products": not only, "limit_products": list(only)}
        return self.ask("POST", "checkinlists/", told)["id"]

    def add_order(self, code, people, *, is_paid=True):
        told = {
            "code": code, "email": "shop@example.org", "locale": "en", "send_email": False,
            "status": "p" if is_paid else "n", "payment_provider": "manual", "force": True,
            "positions": [
                {**_position(code, number, name, item), "variation": None, "answers": []}
                for number, (name, item) in enumerate(people, 1)
            ],
        }  # fmt: skip
        self.ask("POST", "orders/", told)

    def change(self, reg_no, **fields):
        self.ask("PATCH", f"orderpositions/{self.position(reg_no)['id']}/", fields)

    def position(self, reg_no):
        code, _, number = reg_no.rpartition("-")
        return self.ask("GET", f"orders/{code}/")["positions"][int(number) - 1]

    def block(self, reg_no):
        path = f"orderpositions/{self.position(reg_no)['id']}/add_block/"
        self.ask("POST", path, {"name": "api:x"})

    def cancel(self, code):
        self.ask("POST", f"orders/{code}/mark_canceled/", {"send_email": False})

    def redeem(self, reg_no, at, *, list_name=MAIN, force=False):
        _redeem(self, reg_no, at, list_name, force=force)

    def entries(self, *, list_name=MAIN):
        return _entries(self, list_name)

    def list_id(self, name):
        return _list_id(self, name)


def _position(code, number, name, item):
    return {
        "positionid": number,
        "item": item,
        "attendee_name": name,
        "secret": f"{code}-{number}x",
        "company": "House",
        "attendee_email": "guest@example.org",
    }


def _address(shop, list_name, token):
    host = shop.root.removeprefix("http://")
    chosen = f"?list={quote(list_name)}" if list_name else ""
    event = f"{shop.organizer}/{shop.event['slug']}"
    return f"pretix+http://{token or shop.token}@{host}/{event}{chosen}"


def _redeem(shop, reg_no, at, list_name, *, force):
    """Let someone in as pretix's own scanner does."""
    body = {
        "lists": [shop.list_id(list_name)],
        "secret": shop.position(reg_no)["secret"],
        "nonce": uuid4().hex,
        "datetime": at.isoformat(),
        "force": force,
    }
    url = f"{shop.root}/api/v1/organizers/{shop.organizer}/checkinrpc/redeem/"
    assert _done("POST", url, shop.token, body)["status"] == "ok"


def _entries(shop, list_name):
    """Read back from pretix who was let in at a list: reg_no -> instants."""
    list_id, found, page = shop.list_id(list_name), {}, 1
    while page:
        told = _event(shop, f"orders/?include_canceled_positions=true&page_size=50&page={page}")
        for order in told["results"]:
            for row in order["positions"]:
                came = [
                    datetime.fromisoformat(one["datetime"])
                    for one in row["checkins"]
                    if one["list"] == list_id and one["type"] == "entry"
                ]
                if came:
                    found[f"{order['code']}-{row['positionid']}"] = sorted(came)
        page = page + 1 if told["next"] else None
    return found


def _list_id(shop, name):
    lists = _event(shop, "checkinlists/")["results"]
    return next(one["id"] for one in lists if one["name"] == name)


def _event(shop, path):
    url = f"{shop.root}/api/v1/organizers/{shop.organizer}/events/{shop.event['slug']}/{path}"
    return _done("GET", url, shop.token)


def _done(method, url, token, body=None):
    with requests.Session() as session:
        session.trust_env = False
        answer = session.request(
            method, url, json=body, headers={"Authorization": f"Token {token}"}, timeout=60
        )
    assert answer.ok, (method, url, answer.status_code, answer.text[:300])
    return answer.json()
