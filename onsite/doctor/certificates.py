"""The event's authority, and the certificate the server shows now."""

from collections.abc import Iterator
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from onsite.access.authority import lan_addresses, read_authority
from onsite.config import EventFolder
from onsite.doctor.findings import Finding, Level

SAME_START_S = 120
NEW_AUTHORITY = (
    "Put keys/ back from a backup: phones that trust this event know no other authority."
)


def certificates(folder: EventFolder, *, now: datetime, is_served: bool) -> Iterator[Finding]:
    """Look whether devices can trust the server, now and for the length of the event."""
    try:
        authority = read_authority(folder)
        key = serialization.load_pem_private_key(
            (folder.keys / "ca-key.pem").read_bytes(), password=None
        )
    except (OSError, ValueError, TypeError) as error:
        yield Finding(
            "certificates", Level.ACT, f"The authority can't be read ({error}).", NEW_AUTHORITY
        )
        return
    if key.public_key() != authority.public_key():
        yield Finding(
            "certificates",
            Level.ACT,
            "keys/ca-key.pem is not the key of keys/ca.pem.",
            NEW_AUTHORITY,
        )
        return
    problems = [*_dates("The authority", authority, now)]
    if is_served and _is_shown(folder):
        problems += _of_server(folder, now)
    yield from problems
    if not problems:
        until = f"{authority.not_valid_after_utc:%Y-%m-%d}"
        yield Finding("certificates", Level.FINE, f"The authority is valid until {until}.")


def _is_shown(folder: EventFolder) -> bool:
    """Tell whether the server that runs now made itself a certificate; with --http it makes none."""
    made, begun = folder.keys / "server.pem", folder.run_file
    if not made.exists() or not begun.exists():
        return False
    return abs(made.stat().st_mtime - begun.stat().st_mtime) < SAME_START_S


def _dates(whose: str, certificate: x509.Certificate, now: datetime) -> Iterator[Finding]:
    if now < certificate.not_valid_before_utc:
        yield Finding(
            "certificates",
            Level.ACT,
            f"{whose} is valid from {certificate.not_valid_before_utc:%Y-%m-%d} on, "
            f"and this laptop's clock says {now:%Y-%m-%d}.",
            "Set the laptop's clock.",
        )
    elif now > certificate.not_valid_after_utc:
        yield Finding(
            "certificates",
            Level.ACT,
            f"{whose} ended on {certificate.not_valid_after_utc:%Y-%m-%d}.",
            "Set the laptop's clock if it is wrong; else found the event anew with onsite init.",
        )


def _of_server(folder: EventFolder, now: datetime) -> Iterator[Finding]:
    again = "Stop onsite serve and start it again; it makes a new certificate."
    try:
        server = x509.load_pem_x509_certificate((folder.keys / "server.pem").read_bytes())
    except (OSError, ValueError) as error:
        yield Finding(
            "certificates", Level.ACT, f"The server's certificate can't be read ({error}).", again
        )
        return
    yield from _dates("The server's certificate", server, now)
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = {str(address) for address in names.get_values_for_type(x509.IPAddress)}
    if missing := sorted(set(lan_addresses()) - known):
        yield Finding(
            "certificates",
            Level.ACT,
            f"This laptop is at {', '.join(missing)} now, which its certificate does not name.",
            again,
        )
