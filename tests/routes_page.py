"""`docs/routes.md`, made from the routes the rooms declare: `python -m tests.routes_page` writes it."""

from pathlib import Path

from onsite.access.rules import DESKS, Role
from onsite.app import APIS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "routes.md"
HEAD = """# Routes

Every route under `/api/v1`, by room: who may call it, the right a signed-in operator needs
besides, and what it does. Bodies and answers stand in `/api/openapi.json`. This page is written by
`python -m tests.routes_page` from what the rooms declare.
"""
PAGES_WITHOUT_AGENTS = frozenset(role.value for role in Role if not role.value.endswith("-agent"))


def text():
    """Write the page."""
    return HEAD + "".join(_room(api) for api in APIS)


def _room(api):
    lines = [f"\n## {api.name}", "| route | stations | right | does |", "| --- | --- | --- | --- |"]
    for route in api.routes:
        query = f"?{'&'.join(f'{name}=' for name in route.query)}" if route.query else ""
        does = (route.view.__doc__ or "").strip().splitlines()[0].rstrip(".")
        path = route.path.replace("path:", "")
        lines.append(
            f"| `{route.method} {path}{query}` | {_stations(route.stations)} "
            f"| {route.operator or ''} | {does} |"
        )
    return "\n".join(lines) + "\n"


def _stations(roles):
    if roles >= {role.value for role in Role}:
        return "any"
    if roles == PAGES_WITHOUT_AGENTS:
        return "any page"
    rest = sorted(roles - DESKS) if roles >= DESKS else sorted(roles)
    return ", ".join([*(["desks"] if roles >= DESKS else []), *rest])


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
