import ssl
import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from onsite.access import authority
from onsite.config import EventFolder, make_folder
from tests import needs

NOW = datetime(2026, 12, 4, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = make_folder(tmp_path_factory.mktemp("event"))
    authority.make_authority(made, event_name="TRM26", now=datetime(2026, 1, 1, tzinfo=UTC))
    return made


@pytest.fixture
def certificate(folder: EventFolder):
    chain, _ = authority.renew_certificate(folder, now=NOW)
    return x509.load_pem_x509_certificate(chain.read_bytes())


def extension(certificate, kind):
    return certificate.extensions.get_extension_for_class(kind)


def test_a_certificate_lasts_at_most_397_days(certificate):
    lasts = certificate.not_valid_after_utc - certificate.not_valid_before_utc

    assert lasts <= timedelta(days=397)
    assert certificate.not_valid_after_utc > NOW + timedelta(days=365)


def test_a_phone_whose_clock_is_a_few_hours_behind_accepts_it(certificate):
    assert certificate.not_valid_before_utc <= NOW - timedelta(hours=12)


def test_it_names_every_address_of_this_laptop_and_its_local_name(certificate):
    names = extension(certificate, x509.SubjectAlternativeName).value
    addresses = {str(address) for address in names.get_values_for_type(x509.IPAddress)}

    assert {"onsite.local", "localhost"} <= set(names.get_values_for_type(x509.DNSName))
    assert {"127.0.0.1", *authority.lan_addresses()} <= addresses


def test_a_laptop_that_moved_gets_a_certificate_for_its_new_address(folder, monkeypatch):
    monkeypatch.setattr(authority, "lan_addresses", lambda: ["192.0.2.55"])

    chain, _ = authority.renew_certificate(folder, now=NOW)

    names = extension(
        x509.load_pem_x509_certificate(chain.read_bytes()), x509.SubjectAlternativeName
    ).value
    assert "192.0.2.55" in {str(one) for one in names.get_values_for_type(x509.IPAddress)}


def test_it_is_for_servers_only_and_is_no_authority(certificate):
    assert list(extension(certificate, x509.ExtendedKeyUsage).value) == [
        ExtendedKeyUsageOID.SERVER_AUTH
    ]
    assert extension(certificate, x509.BasicConstraints).value.ca is False


def test_the_authority_can_not_make_other_authorities(folder):
    constraints = extension(authority.read_authority(folder), x509.BasicConstraints)

    assert constraints.critical
    assert constraints.value.ca is True
    assert constraints.value.path_length == 0


def test_the_certificate_is_signed_by_the_events_authority(folder, certificate):
    certificate.verify_directly_issued_by(authority.read_authority(folder))


def test_openssl_finds_the_chain_in_order(folder, certificate):
    openssl = needs.program("openssl", "apt-get install openssl")
    checked = subprocess.run(
        [
            openssl, "verify", "-x509_strict", "-purpose", "sslserver", "-attime",
            str(int(NOW.timestamp())), "-CAfile", folder.keys / "ca.pem",
            folder.keys / "server.pem",
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert checked.returncode == 0, checked.stderr


def test_pythons_ssl_shakes_hands(folder):
    authority.renew_certificate(folder, now=datetime.now(UTC))  # noqa: TID251 - as ssl does
    client = ssl.create_default_context(cafile=folder.keys / "ca.pem")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder.keys / "server.pem", folder.keys / "server-key.pem")
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    calling = client.wrap_bio(down, up, server_hostname="onsite.local")
    answering = server.wrap_bio(up, down, server_side=True)

    for _ in range(4):
        for side in (calling, answering):
            with suppress(ssl.SSLWantReadError):
                side.do_handshake()

    assert calling.version() in ("TLSv1.2", "TLSv1.3")
    assert ("DNS", "onsite.local") in calling.getpeercert()["subjectAltName"]


def test_renewing_keeps_the_authority_that_phones_trust(folder):
    before = authority.fingerprint(authority.read_authority(folder))

    first, _ = authority.renew_certificate(folder, now=NOW)
    serial = x509.load_pem_x509_certificate(first.read_bytes()).serial_number
    second, _ = authority.renew_certificate(folder, now=NOW)

    assert authority.fingerprint(authority.read_authority(folder)) == before
    assert x509.load_pem_x509_certificate(second.read_bytes()).serial_number != serial


def test_two_events_have_two_authorities(folder, tmp_path):
    other = make_folder(tmp_path / "other")
    authority.make_authority(other, event_name="TRM26", now=NOW)

    assert authority.fingerprint(authority.read_authority(other)) != authority.fingerprint(
        authority.read_authority(folder)
    )


@pytest.mark.parametrize("name", ["ca-key.pem", "server-key.pem"])
def test_keys_are_their_owners_alone(folder, certificate, name):
    assert (folder.keys / name).stat().st_mode & 0o077 == 0


def test_what_is_handed_out_holds_no_key(folder):
    handed_out = (folder.keys / "ca.pem").read_bytes()

    assert b"PRIVATE" not in handed_out
    with pytest.raises(ValueError, match=r"key|PEM"):
        serialization.load_pem_private_key(handed_out, password=None)


def test_the_fingerprint_reads_as_on_a_phone(folder):
    shown = authority.fingerprint(authority.read_authority(folder))

    assert len(shown.split(":")) == 32
    assert shown == shown.upper()


def test_a_long_event_name_makes_an_authority_all_the_same(tmp_path):
    made = make_folder(tmp_path / "long")

    authority.make_authority(made, event_name="大会" * 100, now=NOW)

    assert authority.read_authority(made).subject.rfc4514_string()
