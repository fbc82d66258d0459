"""The event's own certificate authority, and the server's certificate.

Phones trust the authority once; the server's certificate is made anew at each start for the addresses
this laptop has then. It lasts 397 days at most, since iOS refuses longer ones.
"""

import ipaddress
import socket
from datetime import datetime, timedelta
from pathlib import Path

import ifaddr
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from onsite.config import EventFolder, write_private

LOCAL_NAME = "onsite.local"
AUTHORITY_LASTS = timedelta(days=3650)
CERTIFICATE_LASTS = timedelta(days=390)
_SKEW = timedelta(days=1)  # phones with a wrong clock


def make_authority(folder: EventFolder, *, event_name: str, now: datetime) -> None:
    """Make the event's authority: `keys/ca.pem` to hand out, `keys/ca-key.pem` to keep."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "onsite"),
            x509.NameAttribute(NameOID.COMMON_NAME, _common_name(event_name)),
        ]
    )
    certificate = (
        _builder(name, name, key.public_key(), now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    write_private(folder.keys / "ca.pem", certificate.public_bytes(serialization.Encoding.PEM))
    write_private(folder.keys / "ca-key.pem", _pem(key))


def _common_name(event_name: str) -> str:
    """Cut a name to what a certificate may hold, which is counted in bytes."""
    return f"onsite {event_name}".encode()[:64].decode(errors="ignore")


def renew_certificate(folder: EventFolder, *, now: datetime) -> tuple[Path, Path]:
    """Make the server's certificate for the addresses of this moment: paths of it and its key."""
    authority = read_authority(folder)
    authority_key = serialization.load_pem_private_key(
        (folder.keys / "ca-key.pem").read_bytes(), password=None
    )
    assert isinstance(authority_key, ec.EllipticCurvePrivateKey)  # noqa: S101 - made above
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, LOCAL_NAME)])
    certificate = (
        _builder(name, authority.subject, key.public_key(), now, CERTIFICATE_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_names()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    chain, key_file = folder.keys / "server.pem", folder.keys / "server-key.pem"
    write_private(chain, certificate.public_bytes(serialization.Encoding.PEM))
    write_private(key_file, _pem(key))
    return chain, key_file


def read_authority(folder: EventFolder) -> x509.Certificate:
    """Read the authority's certificate."""
    return x509.load_pem_x509_certificate((folder.keys / "ca.pem").read_bytes())


def fingerprint(certificate: x509.Certificate) -> str:
    """Write a certificate's SHA-256 as phones show it: pairs of hex digits with colons."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def lan_addresses() -> list[str]:
    """List this laptop's IPv4 addresses that others can reach, loopback and link-local left out."""
    found = []
    for adapter in ifaddr.get_adapters():
        for address in adapter.ips:
            if isinstance(address.ip, str):
                parsed = ipaddress.ip_address(address.ip)
                if not (parsed.is_loopback or parsed.is_link_local):
                    found.append(address.ip)
    return found


def _names() -> list[x509.GeneralName]:
    hosts = dict.fromkeys([LOCAL_NAME, "localhost", socket.gethostname()])
    addresses = dict.fromkeys(["127.0.0.1", "::1", *lan_addresses()])
    return [x509.DNSName(host) for host in hosts if host.isascii()] + [
        x509.IPAddress(ipaddress.ip_address(address)) for address in addresses
    ]


def _builder(
    name: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    now: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
