import ipaddress
import json
import runpy
import socket
import sys
import time
from uuid import uuid4

import pytest
import zeroconf

import printers
from printers import finding, guessing
from printers.finding import Found, Way
from printers.guessing import guess
from tests.printers import fake_ipp, ippeve
from tests.printers.answerer import answering

LOOPBACK = "127.0.0.1"
ESCPOS = {b"\x10\x04\x01": b"\x12"}
TSPL = {b"\x1b!?": b"\x00"}
ZPL = {b"~HI": b"\x02ZD420-300dpi ZPL,V84.20.18,12,8192KB\x03"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Loopback answers at once or never."""
    monkeypatch.setattr(guessing, "ANSWER_S", 0.2)


@pytest.fixture
def announce():
    """Announce services on the loopback, as printers do on their network."""
    with zeroconf.Zeroconf(interfaces=[LOOPBACK]) as network:

        def make(kind, name, port, **said):
            info = zeroconf.ServiceInfo(
                f"_{kind}._tcp.local.",
                f"{name}._{kind}._tcp.local.",
                port=port,
                addresses=[socket.inet_aton(LOOPBACK)],
                properties=said,
                server=f"{name.replace(' ', '-')}.local.",
            )
            network.register_service(info)

        yield make


def named(found, name):
    return next((each for each in found if each.name == name), None)


def test_a_printer_that_announces_itself_is_found_with_all_its_ways(announce):
    name = f"Badge {uuid4().hex[:8]}"
    announce("pdl-datastream", name, 9100, ty="Brother QL-820NWB")
    announce("ipp", name, 631, rp="ipp/print", product="(Brother QL)")
    announce("printer", name, 515)
    began = time.monotonic()

    found = named(finding.browse(2, interfaces=[LOOPBACK]), name)

    assert time.monotonic() - began < 20
    assert (found.host, found.model) == (LOOPBACK, "Brother QL-820NWB")
    assert set(found.ways) == {Way("raw", 9100), Way("ipp", 631, "/ipp/print"), Way("lpd", 515)}


def test_what_stops_talking_while_it_is_asked_is_left_out():
    with zeroconf.Zeroconf(interfaces=[LOOPBACK]) as network:
        kind = "_ipp._tcp.local."
        assert finding._told(network, kind, f"Nobody {uuid4().hex}.{kind}") is None


def test_a_listener_is_found_only_by_trying_its_address():
    with answering({}) as device, socket.create_server((LOOPBACK, 0)) as closed:
        ports = (device.port, closed.getsockname()[1])
        closed.close()

        found = finding.scan([ipaddress.IPv4Network("127.0.0.1/32")], ports=ports)

        assert found == [Found(host=LOOPBACK, name="", model="", ways=(Way("raw", device.port),))]
        assert device.received == b""


def test_trying_ends_in_time():
    began = time.monotonic()

    found = finding.scan([ipaddress.IPv4Network("127.0.0.0/24")], ports=(9,), within_s=0)

    assert found == []
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("network", ["192.168.0.0/16", "8.8.8.0/24"])
def test_only_private_networks_of_a_desks_size_are_tried(network):
    with pytest.raises(ValueError, match="not a private network"):
        finding.scan([ipaddress.IPv4Network(network)])


def test_the_networks_of_this_machine_are_cut_down_to_the_neighbours(monkeypatch):
    def adapter(*ips):
        return finding.ifaddr.Adapter(
            "e", "e", [finding.ifaddr.IP(ip, bits, "e") for ip, bits in ips]
        )

    monkeypatch.setattr(
        finding.ifaddr,
        "get_adapters",
        lambda: [
            adapter(("127.0.0.1", 8), (("::1", 0, 0), 128), ("169.254.7.7", 16)),
            adapter(("10.20.30.40", 8), ("192.168.1.9", 28), ("203.0.112.9", 24)),
        ],
    )

    assert [str(each) for each in finding.local_networks()] == ["10.20.30.0/24", "192.168.1.0/28"]


def test_what_listens_is_put_to_what_announced_itself():
    told = Found(host="10.0.0.7", name="Desk 1", model="", ways=(Way("ipp", 631, "/ipp/print"),))
    listens = Found(host="10.0.0.7", name="", model="", ways=(Way("raw", 9100),))
    queue = Found(host="10.0.0.7", name="Desk 2", model="X", ways=(Way("ipp", 631, "/two"),))

    [first, second] = finding.together([listens, told, queue, listens])

    assert first.ways == (Way("ipp", 631, "/ipp/print"), Way("raw", 9100))
    assert (second.name, len(second.ways)) == ("Desk 2", 2)


def found_at(*ways, name="", model="", host=LOOPBACK):
    return Found(host=host, name=name, model=model, ways=ways)


@pytest.mark.parametrize(
    ("model", "url"),
    [
        ("EPSON TM-m30III", "tcp://127.0.0.1:9100?model=epson-tm-m30"),
        ("Brother QL-820NWB", "tcp://127.0.0.1:9100?model=brother-ql&width_mm=62"),
        ("Zebra ZD421-300dpi", "tcp://127.0.0.1:9100?model=zebra-300&width_mm=90&height_mm=130"),
    ],
)
def test_a_known_model_is_addressed_by_what_is_known_of_it(model, url):
    guessed = guess(found_at(Way("ipp", 631, "/ipp/print"), Way("raw", 9100), model=model))

    assert (guessed.url, guessed.port, guessed.model) == (url, 9100, model)
    assert printers.describe(url).page.one_bit


def test_a_known_model_that_only_names_an_old_protocol_is_tried_at_the_raw_port():
    guessed = guess(found_at(Way("lpd", 515), name="Xprinter XP-420B"))

    assert guessed.url.startswith("tcp://127.0.0.1:9100?model=tspl-203")
    assert guess(found_at(Way("lpd", 515), name="Copier")).url is None


@pytest.mark.parametrize(
    ("answers", "url", "model"),
    [
        (ESCPOS, "language=escpos&width_dots=576", ""),
        (ESCPOS | {b"\x1dI\x43": b"_TM-T88VI\x00"}, "model=epson-tm-t88", "TM-T88VI"),
        (ESCPOS | {b"\x1dI\x43": b"_NT-80\x00"}, "language=escpos&width_dots=576", "NT-80"),
        (TSPL, "language=tspl&width_mm=90&height_mm=130&dpi=203", ""),
        (TSPL | {b"~!T": b"TE310\r\n"}, "model=tsc-300&width_mm=90&height_mm=130", "TE310"),
        (ZPL, "model=zebra-300&width_mm=90&height_mm=130", "ZD420-300dpi ZPL"),
        (
            {b"~HI": b"\x02Other,V1,6,1\x03"},
            "language=zpl&width_mm=90&height_mm=130&dpi=152",
            "Other",
        ),
    ],
)
def test_a_device_on_a_raw_port_is_asked_what_it_speaks(answers, url, model):
    with answering(answers) as device:
        guessed = guess(found_at(Way("raw", device.port)))

    assert guessed.url == f"tcp://127.0.0.1:{device.port}?{url}"
    assert guessed.model == model
    assert device.received.endswith(b"\x1b@")
    printers.describe(guessed.url)


@pytest.mark.parametrize(
    "answers",
    [{}, {b"\x10\x04\x01": None}, {b"\x10\x04\x01": b"\xff" * 5000}, {b"~HI": b"\x02,\x03"}],
)
def test_what_makes_no_sense_gets_no_guess(answers):
    with answering(answers) as device:
        began = time.monotonic()

        assert guess(found_at(Way("raw", device.port))).url is None
        assert time.monotonic() - began < 15


def test_nobody_there_gets_no_guess():
    with socket.create_server((LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]

    assert guess(found_at(Way("raw", port), model="kept")).url is None
    assert guess(found_at(Way("raw", port), model="kept")).model == "kept"


def test_an_ipp_printer_is_addressed_with_the_paper_it_holds(tmp_path):
    with ippeve.running(tmp_path) as device:
        port = printers.open(device.url).channel.port
        guessed = guess(found_at(Way("ipp", port, "/ipp/print")))

        assert guessed.url == f"ipp://127.0.0.1:{port}/ipp/print?width_mm=90&height_mm=130"
        assert (guessed.model, guessed.port) == ("", port)
        assert printers.open(guessed.url).state() is printers.State.READY


def test_an_ipp_printer_that_says_little_is_addressed_plainly():
    with fake_ipp.printing() as device:
        port = device.server_address[1]
        told = guess(found_at(Way("ipp", port, "/ipp/print"), model="Laser"))
        odd_answer = fake_ipp.answer(
            media_col_default=[7, {"media-size": {"x-dimension": "wide"}}],
            printer_make_and_model="Laser 7",
        )
        device.said[fake_ipp.GET_PRINTER] = [odd_answer]
        odd = guess(found_at(Way("ipp", port, "/ipp/print")))
    gone = guess(found_at(Way("ipps", port, "/ipp/print"), host="::1"))

    assert told.url == odd.url == f"ipp://127.0.0.1:{port}/ipp/print"
    assert (told.model, odd.model) == ("Laser", "Laser 7")
    assert gone.url == f"ipps://[::1]:{port}/ipp/print"


def test_a_raw_port_of_six_numbers_is_written_in_brackets():
    guessed = guess(found_at(Way("raw", 9100), model="TM-m30", host="fd00::7"))

    assert guessed.url == "tcp://[fd00::7]:9100?model=epson-tm-m30"


def test_a_place_without_a_name_is_not_addressed():
    assert guess(found_at(Way("raw", 9100), model="TM-m30", host="")).url is None


def test_the_search_in_a_process_of_its_own_writes_one_json_document(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["finding", "--json", "--seconds", "0.1"])
    runpy.run_path(finding.__file__, run_name="__main__")

    assert isinstance(json.loads(capsys.readouterr().out)["found"], list)


def test_a_search_tries_addresses_only_when_asked(monkeypatch, announce):
    name = f"Label {uuid4().hex[:8]}"
    announce("pdl-datastream", name, 9100, ty="ZDesigner 203dpi")
    plain_browse = finding.browse
    monkeypatch.setattr(
        finding, "browse", lambda seconds: plain_browse(seconds, interfaces=[LOOPBACK])
    )
    tried = []
    monkeypatch.setattr(finding, "scan", lambda networks: tried.append(networks) or [])
    written = []

    finding.main(["--json", "--seconds", "2"], write=written.append)
    assert tried == []
    finding.main(["--json", "--scan", "--seconds", "0.1"], write=written.append)

    assert len(tried) == 1
    rows = json.loads(written[0])["found"]
    [row] = [row for row in rows if row["name"] == name]
    assert row == {
        "host": LOOPBACK,
        "port": 9100,
        "name": name,
        "model": "ZDesigner 203dpi",
        "url_guess": "tcp://127.0.0.1:9100?model=zebra-203&width_mm=90&height_mm=130",
    }
