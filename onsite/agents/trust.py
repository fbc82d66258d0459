"""Which authority an agent trusts when it speaks HTTPS to the server. No requests to the API here.

In this order: the file given, the file named by the environment's ONSITE_CA, and else the
authority the server itself hands out at ``/trust/ca.pem``. That one is trusted on first use: its
fingerprint is said aloud, to be compared with the server's /trust page, and the file is kept in
the user's state folder; another authority later on is refused. On this machine itself nobody
stands in between, so there the authority is asked for each time and nothing is kept.
"""

import ipaddress
import os
import re
import ssl
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import requests

from onsite.errors import OnsiteError

ASK_TIMEOUT_S = 10
LONGEST_PEM_BYTES = 65_536


def trusted_authority(
    server: str, *, ca: Path | None, say: Callable[[str], None]
) -> ssl.SSLContext | None:
    """Find the authority that must have signed the server's certificate.

    Args:
        server: Base address, ``http://`` or ``https://``.
        ca: A PEM file to trust, and nothing else.
        say: Told the fingerprint when an authority is trusted for the first time.

    Returns:
        What to verify with; None for plain HTTP.

    Raises:
        OnsiteError: ``untrusted_server``: no authority, or another one than before.
        requests.ConnectionError: The server can't be asked for it now.
    """
    split = urlsplit(server)
    if split.scheme == "http":
        return None
    named = ca or (Path(os.environ["ONSITE_CA"]) if os.environ.get("ONSITE_CA") else None)
    if named:
        return _context(_read(named))
    offered = _offered(split)
    if not is_this_machine(split.hostname or ""):
        _pin(offered, kept=_kept_file(split), say=say)
    return _context(offered)


def is_this_machine(host: str) -> bool:
    """Tell whether an address is loopback."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def fingerprint_of(pem: str) -> str:
    """Write the SHA-256 of a certificate as phones show it: pairs of hex digits with colons."""
    return sha256(ssl.PEM_cert_to_DER_cert(pem.strip())).digest().hex(":").upper()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise _untrusted(
            f"The authority file {path} can't be read ({error}); "
            "copy keys/ca.pem of the event here."
        ) from error


def _offered(server: SplitResult) -> str:
    address = f"http://{server.netloc}/trust/ca.pem"
    with requests.Session() as session:
        session.trust_env = False  # a proxy of the office knows nothing of this network
        answer = session.get(address, timeout=ASK_TIMEOUT_S, allow_redirects=False, stream=True)
        content = next(answer.iter_content(LONGEST_PEM_BYTES), b"")
    if not answer.ok or b"BEGIN CERTIFICATE" not in content:
        raise _untrusted(
            f"{address} hands out no authority; give the event's keys/ca.pem with --ca FILE."
        )
    return content.decode("ascii", "replace")


def _pin(offered: str, *, kept: Path, say: Callable[[str], None]) -> None:
    found = _fingerprint(offered)
    if not kept.exists():
        _keep(offered, kept)
        say(f"Trusting the server's authority from now on: SHA-256 {found}")
        say("Compare it with the fingerprint on the server's /trust page.")
        return
    before = _fingerprint(_read(kept))
    if before != found:
        raise _untrusted(
            f"The server has another authority than before (SHA-256 {found}, it was {before}). "
            f"If the event was made anew, delete {kept}; else find out who answers there."
        )


def _fingerprint(pem: str) -> str:
    try:
        return fingerprint_of(pem)
    except ValueError as error:
        raise _untrusted("The authority is no certificate; give keys/ca.pem with --ca.") from error


def _kept_file(server: SplitResult) -> Path:
    home = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = Path(home) if home else Path.home() / ".local" / "state"
    name = re.sub(r"[^A-Za-z0-9.-]", "_", server.netloc)
    return folder / "onsite" / "authorities" / f"{name}.pem"


def _keep(pem: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(pem)
    Path(unfinished).replace(path)


def _context(pem: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as error:
        raise _untrusted("The authority is no certificate; give keys/ca.pem with --ca.") from error
    return context


def _untrusted(message: str) -> OnsiteError:
    return OnsiteError("untrusted_server", message, field="server")
