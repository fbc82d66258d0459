"""Real Chromium, with or without a film in place of its camera."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from tests import needs

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
]


@contextmanager
def chromium(playwright, *, film=None, home=None, cameras=1):
    """Open a browser; with a film, that is what its camera sees; with a home, whom it trusts."""
    flags = [*FLAGS, f"--use-fake-device-for-media-stream=device-count={cameras}"]
    if film:
        flags.append(f"--use-file-for-fake-video-capture={film}")
    environment = {**os.environ, "HOME": str(home)} if home else None
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=flags, env=environment
    )
    try:
        yield browser
    except Exception as error:
        for context in browser.contexts:
            for note in shown_in(context):
                error.add_note(note)
        raise
    finally:
        browser.close()


def shown_in(context):
    """Tell what can be read on a browser's pages, and what did not come, for whoever reads of a failure."""
    return [_shown(page) for page in context.pages]


def _shown(page):
    words = page.locator("body").inner_text()
    lost = page.evaluate(
        "performance.getEntriesByType('resource').filter((each) => ![200, 304].includes(each.responseStatus))"
        ".map((each) => `${each.name} ${each.responseStatus}`)"
    )
    return f"{page.url} showed:\n{words}" + "".join(f"\ndid not come: {each}" for each in lost)


def trusting_home(home, congress):
    """Make a home whose browser has the event's authority installed."""
    certutil = needs.program("certutil", "apt-get install libnss3-tools")
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    for step in (
        ["-N", "--empty-password"],
        ["-A", "-n", "onsite", "-t", "C,,", "-i", str(congress / "keys" / "ca.pem")],
    ):
        subprocess.run([certutil, "-d", f"sql:{store}", *step], check=True, timeout=20)
    return home


def film_of(picture: Path, out: Path, *, frames=30):
    """Make an MJPEG film that holds a QR code before the camera."""
    code = Image.open(picture).convert("RGB").resize((420, 420), Image.Resampling.NEAREST)
    frame = Image.new("RGB", (1280, 720), "#8a8f94")
    frame.paste(code, (430, 150))
    jpeg = out.with_suffix(".jpg")
    frame.save(jpeg, quality=90)
    out.write_bytes(jpeg.read_bytes() * frames)
    return out
