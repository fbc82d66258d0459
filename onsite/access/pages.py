"""Pages around a station: its shell, pairing by link, trusting the event, WeChat's browser."""

import base64
import hashlib
import re
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from cryptography.hazmat.primitives import serialization
from flask import Blueprint, Flask, Request, Response, redirect, request, send_from_directory

from onsite import clock, wording
from onsite.access import authority, queries, service
from onsite.access.addresses import qr_svg
from onsite.access.door_pages import add_door_routes, head_of
from onsite.access.identify import COOKIE_PREFIX, station_of_page
from onsite.web import Wiring, answer

PAGES: Path = wording.PAGES
OPEN_ON_PLAIN_HTTP = ("/trust", "/ui/", "/health")
COOKIE_S = 400 * 24 * 3600
_LOOPBACK = re.compile(r"^(127\.|::1$|::ffff:127\.)")


def only_trust_on_plain_http(app: Flask) -> None:
    """Send plain HTTP from other machines to `/trust`, whatever it asks for, Socket.IO too.

    Wraps the app's ``wsgi_app``, so call it after everything else that does.
    """
    inner = app.wsgi_app

    def guarded(environ: dict[str, Any], start_response: Any) -> Any:
        asked = Request(environ)
        is_open = asked.path.startswith(OPEN_ON_PLAIN_HTTP)
        if asked.is_secure or is_open or _LOOPBACK.match(asked.remote_addr or ""):
            return inner(environ, start_response)
        return _found_at(f"/trust?next={quote(asked.path)}")(environ, start_response)

    app.wsgi_app = guarded  # type: ignore[method-assign]


def pages(wiring: Wiring, *, is_tls: bool) -> Blueprint:
    """Make the blueprint of all pages outside the API."""
    found = Blueprint("pages", __name__)
    shell = Template((PAGES / "station.html").read_text(encoding="utf-8"))
    importmap = _importmap()

    def shell_of(role: str) -> str:
        return shell.substitute(role=role, importmap=importmap, head=head_of(role))

    @found.before_app_request
    def _not_inside_wechat() -> Response | None:
        is_page = request.path.startswith(("/s/", "/pair/", "/trust"))
        if "MicroMessenger" not in request.headers.get("User-Agent", "") or not is_page:
            return None
        if request.path.startswith("/trust/"):
            return None
        return _html("wechat/wechat.html")

    @found.get("/ui/<path:name>")
    def static_file(name: str) -> Response:
        response = send_from_directory(PAGES, name)
        response.headers["Cache-Control"] = "no-cache"
        return response

    @found.get("/s/<station_id>/")
    def station_page(station_id: str) -> Response:
        with wiring.database.read() as session:
            station = station_of_page(session, station_id)
        if station is None:
            return _html("pair/pair.html", status=401, reason="unknown")
        return Response(shell_of(station.role), mimetype="text/html")

    add_door_routes(found, wiring, shell=shell_of, policy=security_policy())
    _pairing_route(found, wiring)
    _trust_routes(found, wiring, is_tls=is_tls)
    return found


def _pairing_route(found: Blueprint, wiring: Wiring) -> None:
    @found.get("/pair/<link>")
    def pair(link: str) -> Response:
        if request.method == "HEAD":  # a messenger looks at what it was sent
            return _html("pair/pair.html")
        paired = wiring.database.write(
            lambda session: service.use_link(session, link=link, now=clock.now())
        )
        if isinstance(paired, str):
            return _again(wiring, link) or _html("pair/pair.html", status=410, reason=paired)
        station, secret = paired
        response = _found_at(f"/s/{station.id}/")
        response.set_cookie(
            f"{COOKIE_PREFIX}{station.id}",
            secret,
            max_age=COOKIE_S,
            httponly=True,
            samesite="Lax",  # Strict would lose the cookie behind a link in a mail or a chat
            secure=request.is_secure,
        )
        return response


def _trust_routes(found: Blueprint, wiring: Wiring, *, is_tls: bool) -> None:
    @found.get("/")
    def root() -> Response:
        return _found_at("/trust")

    @found.get("/trust")
    def trust() -> Response:
        return _html("trust/trust.html")

    @found.get("/trust/info.json")
    def trust_info() -> Response:
        host, port = (
            request.host.rpartition(":")[::2] if ":" in request.host else (request.host, "")
        )
        port_part = f":{port}" if port else ""
        addresses = [f"http://{address}{port_part}/trust" for address in authority.lan_addresses()]
        return answer(
            {
                "is_tls": is_tls,
                "https_url": f"https://{host or request.host}{port_part}",
                "fingerprint_sha256": authority.fingerprint(
                    authority.read_authority(wiring.folder)
                ),
                "addresses": addresses,
                "qr_svg": qr_svg((addresses or [request.host_url + "trust"])[0]),
            }
        )

    @found.get("/trust/ca.pem")
    def ca_pem() -> Response:
        return Response(
            (wiring.folder.keys / "ca.pem").read_bytes(), mimetype="application/x-pem-file"
        )

    @found.get("/trust/ca.crt")
    def ca_crt() -> Response:
        return Response(_der(wiring), mimetype="application/x-x509-ca-cert")

    @found.get("/trust/ca.mobileconfig")
    def ca_mobileconfig() -> Response:
        return Response(_mobileconfig(_der(wiring)), mimetype="application/x-apple-aspen-config")


def security_policy() -> str:
    """Say what pages may load and run: their own files, and the import map by its digest."""
    digest = base64.b64encode(hashlib.sha256(_importmap().encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob: data:",
            "connect-src 'self' ws: wss: https:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def add_security_headers(app: Flask) -> None:
    """Send the content security policy and its companions with every answer."""
    policy = security_policy()

    @app.after_request
    def _add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=()")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


def _again(wiring: Wiring, link: str) -> Response | None:
    """Send a browser that already used its link on to its station."""
    with wiring.database.read() as session:
        row = queries.station_of_link(session, link)
        if row is None or station_of_page(session, row.id) is None:
            return None
        return _found_at(f"/s/{row.id}/")


def _found_at(address: str) -> Response:
    response: Response = redirect(address)  # type: ignore[assignment]
    return response


def _importmap() -> str:
    return (PAGES / "importmap.json").read_text(encoding="utf-8")


def _html(name: str, *, status: int = 200, **values: str) -> Response:
    text = (PAGES / name).read_text(encoding="utf-8")
    return Response(Template(text).safe_substitute(values), status, mimetype="text/html")


def _der(wiring: Wiring) -> bytes:
    return authority.read_authority(wiring.folder).public_bytes(serialization.Encoding.DER)


def _mobileconfig(der: bytes) -> bytes:
    """Wrap the authority's certificate as a profile that iOS installs."""
    import plistlib

    identity = str(uuid5(NAMESPACE_URL, hashlib.sha256(der).hexdigest()))
    certificate = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"onsite.ca.{identity}",
        "PayloadUUID": identity,
        "PayloadDisplayName": "onsite",
        "PayloadContent": der,
    }
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": f"onsite.{identity}",
            "PayloadUUID": str(uuid5(NAMESPACE_URL, identity)),
            "PayloadDisplayName": "onsite",
            "PayloadContent": [certificate],
        }
    )
