"""Measures reading in the browser: python benchmarks/reading_browser.py [--frames 20].

The frames of benchmarks/reading.py are read in Chromium, each once with one plain pass of zxing-wasm (1280 pixels wide
at most, as pages usually do it) and once by the page's own reader, cold as on a first frame. Prints how many codes each
read and what a frame cost.
"""

import argparse
import http.server
import statistics
import sys
import threading
from functools import partial
from pathlib import Path

import cv2
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from reading import TROUBLES, empty_scenes, scenes  # noqa: E402 - beside this file

PAGE = "<!doctype html><script type=module src=/bench.js></script>"
WORKER = """
import { openReader } from '/lib/qr_reader.js';
import { FrameReader } from '/lib/frame_reader.js';
import { prepareZXingModule, readBarcodes } from '/vendor/zxing-wasm/reader/index.js';
const where = { locateFile: (path) => `/vendor/zxing-wasm/${path}` };
const PLAIN = { formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, maxNumberOfSymbols: 4 };
prepareZXingModule({ overrides: where });
const reader = openReader(where);
const timed = async (read) => { const began = performance.now(); return [await read(), performance.now() - began]; };
onmessage = async ({ data: { bitmap } }) => {
  const { width, height } = bitmap;
  const drawn = (wide, high) => {
    const drawing = new OffscreenCanvas(wide, high).getContext('2d', { willReadFrequently: true });
    drawing.drawImage(bitmap, 0, 0, wide, high);
    return drawing.getImageData(0, 0, wide, high);
  };
  const scale = Math.min(1, 1280 / width);
  const small = drawn(Math.round(width * scale), Math.round(height * scale));
  const rgba = drawn(width, height).data;
  const grey = new Uint8Array(width * height); // as a camera's frame brings it
  for (let at = 0; at < grey.length; at += 1) grey[at] = rgba[at * 4];
  const read = await reader;
  const plain = await timed(async () => (await readBarcodes(small, PLAIN)).filter((code) => code.isValid).map((code) => code.text));
  const cascade = await timed(() => new FrameReader(read, () => performance.now()).take({ data: grey, width, height }).readings.map(({ text }) => text));
  postMessage({ plain, cascade });
};
"""
BENCH = """
const worker = new Worker('/bench_worker.js', { type: 'module' });
window.readFrame = async (bytes) => {
  const blob = new Blob([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))]);
  const bitmap = await createImageBitmap(blob);
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ bitmap }, [bitmap]);
  });
};
window.isReady = true;
"""
FILES = {"/": PAGE, "/bench.js": BENCH, "/bench_worker.js": WORKER}


class Pages(http.server.SimpleHTTPRequestHandler):
    """The pages' own modules, and the three files that measure them."""

    def do_GET(self) -> None:
        if self.path not in FILES:
            return super().do_GET()
        body = FILES[self.path].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if "." in self.path else "text/html")
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def table(page: object, frames: int, *, seed: int) -> None:
    print(f"{'':14}{'plain zxing-wasm':>18}{'cascade':>10}{'ms a frame, median':>22}")
    totals = [0, 0]
    spent: list[list[float]] = [[], []]
    for trouble in TROUBLES:
        read = [0, 0]
        ms: list[list[float]] = [[], []]
        for scene in scenes(trouble, frames, seed=seed):
            for at, (texts, took) in enumerate(both(page, scene.image)):
                read[at] += scene.text in texts
                ms[at].append(took)
        for at in (0, 1):
            totals[at] += read[at]
            spent[at] += ms[at]
        medians = " / ".join(f"{statistics.median(each):.1f}" for each in ms)
        print(f"{trouble:14}{read[0] / frames:>18.0%}{read[1] / frames:>10.0%}{medians:>22}")
    count = frames * len(TROUBLES)
    medians = " / ".join(f"{statistics.median(each):.1f}" for each in spent)
    print(f"{'all':14}{totals[0] / count:>18.1%}{totals[1] / count:>10.1%}{medians:>22}")


def false_readings(page: object, count: int, *, seed: int) -> None:
    found = [both(page, scene.image)[1] for scene in empty_scenes(count, seed=seed)]
    median = statistics.median(took for _, took in found)
    wrong = sum(bool(texts) for texts, _ in found)
    print(f"{count} frames without a code: {wrong} read, {median:.1f} ms a frame in the median")


def both(page: object, image: object) -> tuple[tuple[list[str], float], tuple[list[str], float]]:
    """Read one frame both ways: texts, milliseconds."""
    import base64

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    png = cv2.imencode(".png", grey, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes()
    told = page.evaluate("(bytes) => readFrame(bytes)", base64.b64encode(png).decode())
    return tuple(told["plain"]), tuple(told["cascade"])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--frames", type=int, default=20, help="of each trouble")
    asked.add_argument("--empty", type=int, default=100, help="frames without a code")
    asked.add_argument("--seed", type=int, default=2026)
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    given = asked.parse_args()
    serving = partial(Pages, directory=str(ROOT / "kiosk_ui"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=given.chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            page.wait_for_function("window.isReady")
            table(page, given.frames, seed=given.seed)
            if given.empty:
                false_readings(page, given.empty, seed=given.seed)
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
