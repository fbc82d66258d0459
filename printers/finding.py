"""Printers on the network: those that announce themselves, and, when asked, those that listen.

``python -m printers.finding --json`` does it in a process of its own, for programs that must not
wait. What a device found is like, and how to address it, is ``guessing``'s.
"""

import argparse
import ipaddress
import json
import socket
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import ifaddr
import zeroconf

BROWSE_S = 3.0
SCAN_S = 5.0  # a network of 254 at two ports takes 4
CONNECT_S = 0.5
AT_ONCE = 64
LARGEST_NETWORK = 24  # bits of its prefix: never more than 254 neighbours
RAW, IPP, IPPS, LPD = "raw", "ipp", "ipps", "lpd"
SERVICES = {
    "_pdl-datastream._tcp.local.": RAW,
    "_ipp._tcp.local.": IPP,
    "_ipps._tcp.local.": IPPS,
    "_printer._tcp.local.": LPD,
}
PORTS = {9100: RAW, 631: IPP}
INFO_MS = 500


@dataclass(frozen=True)
class Way:
    """One way to speak to a device.

    Args:
        kind: ``raw``, ``ipp``, ``ipps`` or ``lpd``.
        port: Where.
        path: Of the printer there; empty but for IPP.
    """

    kind: str
    port: int
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A device that may be a printer.

    Args:
        host: Its address.
        name: As it calls itself; empty when it only listens.
        model: What it says of its make; may be empty.
        ways: To speak to it, at least one.
    """

    host: str
    name: str
    model: str
    ways: tuple[Way, ...]


def browse(seconds: float = BROWSE_S, *, interfaces: Sequence[str] | None = None) -> list[Found]:
    """Listen for printers that announce themselves (mDNS); takes that long and little more.

    Args:
        seconds: How long to listen.
        interfaces: Addresses of this machine to listen at; all when None.
    """
    heard: dict[tuple[str, str], None] = {}

    def hear(*, service_type: str, name: str, **_: object) -> None:
        heard[service_type, name] = None

    where = zeroconf.InterfaceChoice.All if interfaces is None else list(interfaces)
    with zeroconf.Zeroconf(interfaces=where) as network:
        # Answered to all (QM): an answer to us alone may reach another program that shares the port.
        zeroconf.ServiceBrowser(
            network, list(SERVICES), handlers=[hear], question_type=zeroconf.DNSQuestionType.QM
        )
        time.sleep(seconds)
        told = [_told(network, kind, name) for kind, name in list(heard)]
    return together(found for found in told if found is not None)


def scan(
    networks: Iterable[ipaddress.IPv4Network],
    *,
    ports: Sequence[int] = tuple(PORTS),
    within_s: float = SCAN_S,
) -> list[Found]:
    """Try every address of some networks, 64 at once, half a second each; nothing is sent.

    Args:
        networks: Private ones of at most 254 neighbours; see ``local_networks``.
        ports: To try; 631 is taken for IPP, others for raw ports.
        within_s: Longest time; what was not tried by then is left out.

    Raises:
        ValueError: A network is too large, or not a private one.
    """
    for network in networks:
        if network.prefixlen < LARGEST_NETWORK or not network.is_private:
            raise ValueError(f"{network} is not a private network of at most 254 neighbours")
    ends_at = time.monotonic() + within_s
    places = [
        (str(host), port) for network in networks for host in network.hosts() for port in ports
    ]

    def listens(place: tuple[str, int]) -> bool:
        return time.monotonic() < ends_at and _listens(place)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        open_places = [
            place
            for place, is_open in zip(places, pool.map(listens, places), strict=True)
            if is_open
        ]
    return together(
        Found(host=host, name="", model="", ways=(Way(PORTS.get(port, RAW), port),))
        for host, port in open_places
    )


def local_networks() -> list[ipaddress.IPv4Network]:
    """The private networks this machine is in, each cut down to the 254 neighbours around it."""
    networks: dict[ipaddress.IPv4Network, None] = {}
    for adapter in ifaddr.get_adapters():
        for each in adapter.ips:
            if not isinstance(each.ip, str):
                continue  # of 128 bits: too many to try
            address = ipaddress.IPv4Address(each.ip)
            if address.is_private and not address.is_loopback and not address.is_link_local:
                bits = max(each.network_prefix, LARGEST_NETWORK)
                networks[ipaddress.IPv4Network((each.ip, bits), strict=False)] = None
    return list(networks)


def together(found: Iterable[Found]) -> list[Found]:
    """Put the ways to one device together: those of one name, and nameless ones by their host."""
    known: dict[tuple[str, str], Found] = {}
    for each in sorted(found, key=lambda each: not each.name):
        named = [key for key in known if key[0] == each.host] if not each.name else []
        keys = named or [(each.host, each.name)]
        for key in keys:
            before = known.get(key, replace(each, ways=()))
            kinds = {(way.kind, way.port) for way in before.ways}
            more = tuple(way for way in each.ways if (way.kind, way.port) not in kinds)
            known[key] = replace(
                before, model=max(before.model, each.model, key=len), ways=before.ways + more
            )
    return list(known.values())


def _told(network: zeroconf.Zeroconf, kind: str, name: str) -> Found | None:
    info = zeroconf.ServiceInfo(kind, name)
    is_told = info.load_from_cache(network) or info.request(network, INFO_MS)
    addresses = info.parsed_addresses(zeroconf.IPVersion.V4Only) or info.parsed_addresses()
    if not is_told or not addresses or not info.port:
        return None
    said = {key: value or "" for key, value in info.decoded_properties.items()}
    makes = [said.get("ty", ""), said.get("product", "").strip("()"), said.get("usb_MDL", "")]
    path = "/" + said.get("rp", "ipp/print").lstrip("/")
    service = SERVICES[kind]
    return Found(
        host=addresses[0],
        name=name.removesuffix(f".{kind}"),
        model=next(filter(None, makes), ""),
        ways=(Way(service, info.port, path if service in (IPP, IPPS) else ""),),
    )


def _listens(place: tuple[str, int]) -> bool:
    try:
        socket.create_connection(place, timeout=CONNECT_S).close()
    except OSError:
        return False
    return True


def search(*, is_scanning: bool, seconds: float = BROWSE_S) -> list[Found]:
    """Listen, and try the local networks meanwhile where that is asked for."""
    with ThreadPoolExecutor(1) as pool:
        tried = pool.submit(scan, local_networks()) if is_scanning else None
        heard = browse(seconds)
        return together([*heard, *(tried.result() if tried else [])])


def main(arguments: Sequence[str], *, write: Callable[[str], object] = print) -> None:
    """Search and write what was found, with a guess at its address, as JSON."""
    from printers.guessing import guess

    parser = argparse.ArgumentParser(prog="python -m printers.finding", description=__doc__)
    parser.add_argument("--json", action="store_true", help="write JSON (there is no other form)")
    parser.add_argument(
        "--scan", action="store_true", help="also try the addresses of the local network"
    )
    parser.add_argument("--seconds", type=float, default=BROWSE_S, help="how long to listen")
    options = parser.parse_args(arguments)
    found = search(is_scanning=options.scan, seconds=options.seconds)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        guesses = list(pool.map(guess, found))
    rows = [
        {
            "host": each.host,
            "name": each.name,
            "port": known.port,
            "model": known.model,
            "url_guess": known.url,
        }
        for each, known in zip(found, guesses, strict=True)
    ]
    write(json.dumps({"found": rows}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
