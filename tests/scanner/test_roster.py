"""What a roster tells of codes: hashes, numbers beside each other, and nothing that could be guessed."""

import base64
import hashlib
import struct
from uuid import UUID

import pytest

from onsite.registration.credentials import as_ours, new_secret
from onsite.scanner.roster import credential_hash, entry, guessable, packed

UUIDS = [
    str(UUID(int=hash_ * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)) for hash_ in range(1, 9)
]


def test_a_code_of_ours_is_told_as_the_first_bytes_of_its_hash():
    secret = new_secret("TRM26")

    assert (
        credential_hash(secret, is_imported=False) == hashlib.sha256(secret.encode()).digest()[:8]
    )
    assert as_ours(secret) == secret  # what is looked up is what is hashed


def test_an_imported_code_is_never_taken_for_one_of_ours():
    code = "ABC1230000000000000000000000"

    assert credential_hash(code, is_imported=True) != credential_hash(code, is_imported=False)


def test_numbers_stand_beside_the_hashes_in_their_order():
    entries = {b"\xff" * 8: entry(7, 2), b"\x00" * 8: entry(100_000, 300)}

    told = {name: base64.b64decode(text) for name, text in packed(entries).items()}

    assert told["hashes"] == b"\x00" * 8 + b"\xff" * 8
    assert struct.unpack("<2I", told["people"]) == (100_000, 7)
    assert struct.unpack("<2H", told["profile_of"]) == (300, 2)


def test_an_empty_event_has_an_empty_roster():
    assert packed({}) == {"hashes": "", "people": "", "profile_of": ""}
    assert guessable([]) == set()


@pytest.mark.parametrize(
    "codes",
    [
        ["shop-7:AbC/42"],
        ["1001", "1002", "1003"],
        ["690123456789", "690123456790"],
        [f"HTTPS://TICKETS.EXAMPLE.ORG/CONGRESS/2026/{number:06}" for number in range(50)],
        [f"{number:05}@congress.example.org" for number in range(50)],
        ["", "A"],
    ],
    ids=["short", "numbers", "barcodes", "an address", "with an ending", "nothing"],
)
def test_a_code_that_could_be_found_by_trying_is_left_out(codes):
    assert guessable(codes) == set(codes)


@pytest.mark.parametrize(
    "codes",
    [UUIDS, UUIDS[:1], [f"https://tickets.example.org/{code}" for code in UUIDS]],
    ids=["several", "one", "in addresses"],
)
def test_a_code_nobody_can_guess_is_told(codes):
    assert guessable(codes) == set()


def test_each_code_counts_for_itself():
    assert guessable([*UUIDS, "1001"]) == {"1001"}
