import socket
import ssl
import time

import pytest
from PIL import Image

import printers
from printers import PrinterError, State
from tests.printers import fake_ipp
from tests.printers.fake_ipp import CANCEL_JOB, CLOSE, DRIP, GET_JOB, GET_PRINTER, PRINT_JOB, answer

PAGE = Image.new("1", (300, 300))


def refusal(url, **options):
    with pytest.raises(PrinterError) as caught:
        printers.open(url, **options).print_page(PAGE, name="badge-1")
    return caught.value


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"printer_state": 3}, State.READY),
        ({"printer_state": 4}, State.BUSY),
        ({"printer_state": 5}, State.ERROR),
        ({"printer_state": 5, "printer_state_reasons": "media-low-warning"}, State.ERROR),
        ({"printer_state": 3, "printer_is_accepting_jobs": False}, State.ERROR),
        ({"printer_state": 3, "printer_state_reasons": "media-low-report"}, State.PAPER_LOW),
        ({"printer_state": 3, "printer_state_reasons": "media-empty-report"}, State.PAPER_OUT),
        (
            {"printer_state": 5, "printer_state_reasons": ["media-jam-error", "door-open"]},
            State.COVER_OPEN,
        ),
        ({"printer_state": 3, "printer_state_reasons": "offline-report"}, State.OFFLINE),
        ({"printer_state": 5, "printer_state_reasons": "paused"}, State.ERROR),
        ({"printer_state": 3, "printer_state_reasons": "marker-supply-low-warning"}, State.READY),
        ({}, State.UNKNOWN),
        ({"printer_state": "idle"}, State.UNKNOWN),
    ],
)
def test_a_printer_says_how_it_is(told, state):
    with fake_ipp.printing({GET_PRINTER: [answer(**told)]}) as device:
        assert printers.open(device.url).state() is state


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (b"<html>", State.UNKNOWN),
        (b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x34\x00\x01a\x00\x00\x03", State.UNKNOWN),
        (b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x21\x00\x01a\x00\x09", State.UNKNOWN),
        (b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + b"\x34\x00\x01a\x00\x00" * 12, State.UNKNOWN),
        (CLOSE, State.UNKNOWN),
        (404, State.ERROR),
        (answer(0x0406), State.ERROR),
    ],
)
def test_a_printer_that_makes_no_sense_is_never_ready_and_gets_no_page(said, state):
    with fake_ipp.printing({GET_PRINTER: [said]}) as device:
        assert printers.open(device.url).state() is state
        assert not refusal(device.url).sent
        assert PRINT_JOB not in device.asked


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "password"),
        (403, "allow it there"),
        (404, "/ipp/print"),
        (426, "ipps://"),
        (500, "HTTP status 500"),
    ],
)
def test_a_web_server_in_the_way_is_told_with_what_to_do(status, words):
    with fake_ipp.printing({GET_PRINTER: [status]}) as device:
        caught = refusal(device.url)

    assert words in caught.message
    assert (caught.sent, caught.permanent) == (False, True)


def test_nobody_there_is_offline_and_safe_to_try_again():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"ipp://127.0.0.1:{listener.getsockname()[1]}"

    assert printers.open(url).state() is State.OFFLINE
    caught = refusal(url)
    assert (caught.sent, caught.permanent, caught.state) == (False, False, State.OFFLINE)


def test_a_printer_that_drips_its_answer_is_left_after_seconds():
    with fake_ipp.printing({GET_PRINTER: [DRIP]}) as device:
        began = time.monotonic()

        assert printers.open(device.url, timeout_s=0.5).state() is State.UNKNOWN
        assert time.monotonic() - began < 10


def test_a_printer_that_takes_none_of_our_formats_is_told_apart():
    formats = answer(printer_state=3, document_format_supported=["image/urf", "text/plain"])
    with fake_ipp.printing({GET_PRINTER: [formats]}) as device:
        caught = refusal(device.url)

    assert (
        "takes image/urf, text/plain, and none of application/pdf, image/pwg-raster"
        in caught.message
    )
    assert (caught.sent, caught.permanent) == (False, True)


def test_a_printer_whose_paper_makes_no_sense_has_none_of_ours():
    told = answer(
        printer_state=3,
        document_format_supported=["application/pdf"],
        media_col_supported=["media-size"],
        media_size_supported=[9000, 13000],
    )
    with fake_ipp.printing({GET_PRINTER: [told]}) as device:
        assert "no paper of 210 x 297 mm" in refusal(device.url).message


@pytest.mark.parametrize(
    ("reason", "state", "words"),
    [
        ("media-empty-error", State.PAPER_OUT, "out of paper"),
        ("cover-open", State.COVER_OPEN, "cover open"),
        ("media-jam", State.ERROR, "an error"),
    ],
)
def test_a_printer_that_can_not_print_now_gets_no_page(reason, state, words):
    told = answer(printer_state=5, printer_state_reasons=reason)
    with fake_ipp.printing({GET_PRINTER: [told]}) as device:
        caught = refusal(device.url)

    assert words in caught.message
    assert (caught.sent, caught.permanent, caught.state) == (False, False, state)
    assert device.jobs == []


def test_a_busy_printer_is_asked_again_and_prints_once():
    with fake_ipp.printing(
        {PRINT_JOB: [answer(0x0507), answer(0x0507), answer(job_id=1)]}
    ) as device:
        assert printers.open(device.url).print_page(PAGE, name="badge-1").confirmed
        assert device.asked.count(PRINT_JOB) == 3


@pytest.mark.parametrize(
    ("said", "permanent", "sent", "words"),
    [
        (answer(0x0506), False, False, "takes no pages now"),
        (answer(0x040A, status_message="no such format"), True, False, "no such format"),
        (answer(0x0500), False, False, "no reason told"),
        (404, True, False, "nothing at this path"),
        (CLOSE, False, True, "the connection broke"),
        (b"HTTP?", False, True, "the connection broke"),
        (answer(), False, True, "did not number its job"),
    ],
)
def test_a_page_that_was_refused_is_told_from_one_that_may_have_left(said, permanent, sent, words):
    with fake_ipp.printing({PRINT_JOB: [said]}) as device:
        caught = refusal(device.url)

    assert words in caught.message
    assert (caught.permanent, caught.sent) == (permanent, sent)


def test_a_printer_that_goes_between_question_and_page_got_nothing():
    with fake_ipp.printing() as device:
        printer = printers.open(device.url)
    with pytest.raises(PrinterError) as caught:
        printer._sent(b"", name="badge-1")

    assert (caught.value.sent, caught.value.state) == (False, State.OFFLINE)


def test_a_page_stays_in_sight_while_the_printer_is_slow_to_answer():
    with fake_ipp.printing({GET_JOB: [CLOSE, fake_ipp.PRINTING, fake_ipp.DONE]}) as device:
        assert printers.open(device.url).print_page(PAGE, name="badge-1").confirmed


@pytest.mark.parametrize("reasons", [{"job_state_reasons": ["aborted-by-system"]}, {}])
def test_a_job_the_printer_gave_up_says_why(reasons):
    with fake_ipp.printing({GET_JOB: [answer(job_state=8, **reasons)]}) as device:
        caught = refusal(device.url)

    assert caught.sent
    assert reasons.get("job_state_reasons", ["no reason told"])[0] in caught.message


def test_a_page_that_never_began_is_taken_back_and_may_print_elsewhere():
    out = answer(printer_state=5, printer_state_reasons="media-needed-error")
    told = {
        GET_PRINTER: [fake_ipp.IDLE, out],
        GET_JOB: fake_ipp.job(
            before=answer(job_state=3), after=answer(job_state=7, time_at_processing=None)
        ),
    }
    with fake_ipp.printing(told) as device:
        began = time.monotonic()
        caught = refusal(device.url.replace("confirm_s=1", "confirm_s=60"))

    assert CANCEL_JOB in device.asked
    assert (caught.sent, caught.permanent, caught.state) == (False, False, State.PAPER_OUT)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("after", "sent"),
    [
        (answer(job_state=7, time_at_processing=None), False),
        (answer(job_state=7, time_at_processing=1700), True),
        (answer(job_state=7), True),
        (answer(job_state=3), True),
    ],
)
def test_a_page_that_does_not_end_in_time_is_cancelled(after, sent):
    said = fake_ipp.job(before=answer(job_state=3), after=after)
    with fake_ipp.printing({GET_JOB: said}) as device:
        assert refusal(device.url).sent is sent
        assert device.asked.count(CANCEL_JOB) == 1


def test_a_page_that_ended_while_it_was_cancelled_is_printed():
    said = fake_ipp.job(before=fake_ipp.PRINTING, after=fake_ipp.DONE)
    with fake_ipp.printing({GET_JOB: said}) as device:
        assert printers.open(device.url).print_page(PAGE, name="badge-1").confirmed


def test_an_encrypted_printer_needs_no_known_certificate(tmp_path):
    import subprocess

    key, own = tmp_path / "key.pem", tmp_path / "own.pem"
    command = (
        f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {own} -days 2 -subj /CN=p"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    with fake_ipp.printing() as device:
        device.socket = context.wrap_socket(device.socket, server_side=True)
        printer = printers.open(device.url.replace("ipp://", "ipps://"))

        assert printer.print_page(PAGE, name="badge-1").confirmed


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ipp:///ipp/print", "names no host"),
        ("ipp://printer:none/", "port can't be read"),
        ("ipp://printer?language=escpos", "option 'language' is unknown"),
        ("ipp://printer?document=ps", "document is one of auto, pdf, pwg, jpeg, png"),
    ],
)
def test_a_wrong_address_is_refused_with_what_is_accepted(url, words):
    with pytest.raises(PrinterError, match=words) as caught:
        printers.open(url)
    assert caught.value.permanent


def test_an_address_of_six_numbers_is_written_as_the_protocol_wants():
    printer = printers.open("ipp://[::1]:631/ipp/print")

    assert printer.uri == "ipp://[::1]:631/ipp/print"
    assert (printer.page.width_mm, printer.page.height_mm) == (
        pytest.approx(210, abs=0.1),
        pytest.approx(297, abs=0.1),
    )
