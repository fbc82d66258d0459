"""Measures reading: python benchmarks/reading.py [--frames 40] [--photos FOLDER].

Draws frames as a camera at a hall door sees them (blurred, moving, with glare, bent, on a dark screen, small), reads
each once with plain zxing-cpp and once with the cascade, and prints how many codes each read and what a frame cost.
The same seed draws the same frames. With --photos, a folder of pictures and a manifest.csv (file,expected) is read too.
"""

import argparse
import csv
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import qrcode
import zxingcpp

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onsite.scanner.reader import LiveReader, decode_files

SIZES = ((1280, 720), (1920, 1080))
WHITE = 255
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Scene:
    """A frame and the text its code holds; no text, no code."""

    image: np.ndarray
    text: str | None


def badge(text: str, module_px: float) -> np.ndarray:
    """A badge with its code, as pixels of paper."""
    code = qrcode.QRCode(border=4, box_size=1, error_correction=qrcode.ERROR_CORRECT_Q)
    code.add_data(text)
    code.make()
    modules = np.where(np.array(code.get_matrix()), 25, 235).astype(np.uint8)
    side = round(modules.shape[0] * module_px)
    drawn = cv2.resize(
        modules.repeat(8, 0).repeat(8, 1), (side, side), interpolation=cv2.INTER_AREA
    )
    height = int(side * 2.2)
    paper = np.full((height, int(side * 1.4), 3), 235, np.uint8)
    left = (paper.shape[1] - side) // 2
    top = int(side * 0.9)
    paper[top : top + side, left : left + side] = drawn[:, :, None]
    for line, share in ((0.25, 0.7), (0.5, 0.45), (0.65, 0.5)):  # print above the code
        middle, half = paper.shape[1] // 2, int(paper.shape[1] * share / 2)
        cv2.rectangle(
            paper,
            (middle - half, int(side * line)),
            (middle + half, int(side * (line + 0.1))),
            (60, 60, 60),
            -1,
        )
    return paper


def background(generator: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A hall: soft light, people as dark shapes, edges of doors and print."""
    light = generator.integers(60, 190, (9, 16, 1)) + generator.integers(0, 20, (9, 16, 3))
    small = light.astype(np.uint8)
    picture = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(12):
        x, y = int(generator.integers(width)), int(generator.integers(height))
        w, h = int(generator.integers(20, width // 4)), int(generator.integers(20, height // 2))
        colour = tuple(int(each) for each in generator.integers(20, 230, 3))
        cv2.rectangle(picture, (x, y), (x + w, y + h), colour, -1 if generator.integers(2) else 2)
    for _ in range(6):
        at = (int(generator.integers(width)), int(generator.integers(height)))
        cv2.putText(
            picture,
            "CONGRESS 2026",
            at,
            cv2.FONT_HERSHEY_SIMPLEX,
            float(generator.uniform(0.6, 2)),
            (30, 30, 30),
            2,
        )
    return picture


def placed(
    generator: np.random.Generator, paper: np.ndarray, width: int, height: int
) -> np.ndarray:
    """The badge hanging somewhere in the hall, turned and tilted."""
    hall = background(generator, width, height)
    rows, columns = paper.shape[:2]
    turn = np.deg2rad(generator.uniform(-25, 25))
    half = np.array((columns / 2, rows / 2), np.float32)
    corners = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32) - half
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    tilt = 1 + generator.uniform(-0.08, 0.08, (4, 2))
    reach = max(rows, columns) * 0.6
    middle = (
        generator.uniform(reach, max(reach + 1, width - reach)),
        generator.uniform(reach * 0.8, max(reach, height - reach * 0.8)),
    )
    target = ((corners @ spin.T) * tilt + middle).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners + half, target)
    mask = cv2.warpPerspective(np.full(paper.shape[:2], WHITE, np.uint8), matrix, (width, height))
    drawn = cv2.warpPerspective(paper, matrix, (width, height), flags=cv2.INTER_AREA)
    return np.where(mask[:, :, None] == WHITE, drawn, hall)


def blurred(generator: np.random.Generator, image: np.ndarray, module_px: float) -> np.ndarray:
    return cv2.GaussianBlur(image, (0, 0), float(generator.uniform(0.4, 0.8)) * module_px)


def moving(generator: np.random.Generator, image: np.ndarray, module_px: float) -> np.ndarray:
    length = max(2, round(float(generator.uniform(0.8, 1.7)) * module_px))
    kernel = np.zeros((length, length), np.float32)
    if generator.integers(2):
        kernel[length // 2] = 1 / length
    else:
        np.fill_diagonal(kernel, 1 / length)
    return cv2.filter2D(image, -1, kernel)


def with_glare(generator: np.random.Generator, image: np.ndarray, _: float) -> np.ndarray:
    height, width = image.shape[:2]
    light = np.zeros((height, width), np.float32)
    for _ in range(4):
        at = (int(generator.integers(width)), int(generator.integers(height)))
        cv2.ellipse(
            light,
            at,
            (int(width * 0.18), int(height * 0.09)),
            float(generator.uniform(0, 180)),
            0,
            360,
            1.0,
            -1,
        )
    light = cv2.GaussianBlur(light, (0, 0), width * 0.03) * float(generator.uniform(150, 260))
    return np.clip(image * 0.7 + light[:, :, None], 0, 255).astype(np.uint8)


def bent(generator: np.random.Generator, image: np.ndarray, module_px: float) -> np.ndarray:
    height, width = image.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = float(generator.uniform(9, 25)) * module_px
    shift = float(generator.uniform(0.8, 2.4)) * module_px
    return cv2.remap(
        image,
        xs + shift * np.sin(ys / wave),
        ys + shift * np.sin(xs / wave),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )


def on_dark_screen(
    generator: np.random.Generator, image: np.ndarray, module_px: float
) -> np.ndarray:
    return cv2.GaussianBlur(
        (255 - image) // 2 + 20, (0, 0), float(generator.uniform(0.2, 0.6)) * module_px
    )


def badly_lit(generator: np.random.Generator, image: np.ndarray, _: float) -> np.ndarray:
    dim = image * float(generator.uniform(0.05, 0.2)) + generator.normal(
        12, float(generator.uniform(4, 9)), image.shape
    )
    return np.clip(dim, 0, 255).astype(np.uint8)


def plain(_: np.random.Generator, image: np.ndarray, __: float) -> np.ndarray:
    return image


TROUBLES: dict[str, Callable[[np.random.Generator, np.ndarray, float], np.ndarray]] = {
    "plain": plain,
    "blurred": blurred,
    "moving": moving,
    "glare": with_glare,
    "bent": bent,
    "dark screen": on_dark_screen,
    "badly lit": badly_lit,
}


def scenes(trouble: str, count: int, *, seed: int) -> Iterator[Scene]:
    """Frames with one trouble, half at each size, with codes of 1.5 to 4.5 pixels a module."""
    generator = np.random.default_rng([seed, *trouble.encode()])
    for number in range(count):
        width, height = SIZES[number % len(SIZES)]
        text = "ZJ26" + "".join(generator.choice(list(ALPHABET), 24))
        module_px = float(generator.uniform(1.5, 4.5))
        image = placed(generator, badge(text, module_px), width, height)
        image = TROUBLES[trouble](generator, image, module_px)
        noisy = np.clip(image + generator.normal(0, 3, image.shape), 0, 255).astype(np.uint8)
        yield Scene(_as_sent(noisy), text)


def empty_scenes(count: int, *, seed: int) -> Iterator[Scene]:
    """Frames without any code."""
    generator = np.random.default_rng([seed, 0])
    for number in range(count):
        width, height = SIZES[number % len(SIZES)]
        yield Scene(_as_sent(background(generator, width, height)), None)


def _as_sent(image: np.ndarray) -> np.ndarray:
    # Cameras compress.
    return cv2.imdecode(
        cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 80])[1], cv2.IMREAD_COLOR
    )


def read_plainly(image: np.ndarray) -> list[str]:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return [
        code.text for code in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    ]


def read_by_cascade(image: np.ndarray) -> list[str]:
    return [reading.text for reading in LiveReader().read(image)]


def measured(read: Callable[[np.ndarray], list[str]], image: np.ndarray) -> tuple[list[str], float]:
    began = time.process_time()
    found = read(image)
    return found, (time.process_time() - began) * 1000


def table(frames: int, *, seed: int) -> None:
    print(f"{'':14}{'plain zxing-cpp':>18}{'cascade':>10}{'CPU ms a frame, median':>26}")
    totals = [0, 0]
    spent: list[float] = []
    for trouble in TROUBLES:
        read = [0, 0]
        ms: list[list[float]] = [[], []]
        for scene in scenes(trouble, frames, seed=seed):
            for at, reader in enumerate((read_plainly, read_by_cascade)):
                found, took = measured(reader, scene.image)
                read[at] += scene.text in found
                ms[at].append(took)
        totals = [total + more for total, more in zip(totals, read, strict=True)]
        spent += ms[1]
        medians = " / ".join(f"{statistics.median(each):.1f}" for each in ms)
        print(f"{trouble:14}{read[0] / frames:>18.0%}{read[1] / frames:>10.0%}{medians:>26}")
    count = frames * len(TROUBLES)
    print(
        f"{'all':14}{totals[0] / count:>18.1%}{totals[1] / count:>10.1%}{statistics.median(spent):>26.1f}"
    )


def false_readings(count: int, *, seed: int) -> None:
    wrong = sum(bool(read_by_cascade(scene.image)) for scene in empty_scenes(count, seed=seed))
    print(f"{count} frames without a code: {wrong} read")


def photographs(folder: Path) -> None:
    def same(text: str) -> str:
        return text.replace("\r", "").strip()

    rows = list(csv.DictReader((folder / "manifest.csv").open(encoding="utf-8")))
    found = decode_files([folder / row["file"] for row in rows])
    read = sum(
        same(row["expected"]) in map(same, each["codes"])
        for row, each in zip(rows, found, strict=True)
    )
    print(
        f"{len(rows)} photographs: {read} read ({read / len(rows):.1%}), median {statistics.median(e['ms'] for e in found)} ms"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--frames", type=int, default=40, help="of each trouble")
    asked.add_argument("--empty", type=int, default=500, help="frames without a code")
    asked.add_argument("--seed", type=int, default=2026)
    asked.add_argument("--photos", type=Path)
    asked.add_argument("--save", type=Path, help="write a few of the frames, to look at")
    given = asked.parse_args()
    if given.save:
        given.save.mkdir(parents=True, exist_ok=True)
        for trouble in TROUBLES:
            for number, scene in enumerate(scenes(trouble, 2, seed=given.seed)):
                cv2.imwrite(
                    str(given.save / f"{trouble.replace(' ', '-')}-{number}.jpg"), scene.image
                )
    table(given.frames, seed=given.seed)
    if given.empty:
        false_readings(given.empty, seed=given.seed)
    if given.photos:
        photographs(given.photos)


if __name__ == "__main__":
    main()
