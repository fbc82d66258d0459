"""Ways of looking at a picture again: enlarged, smoothed, sharpened, levelled, or only at a place.

The order is the measured one: what reads most of the codes that a first pass missed comes first.
Decoding is `reader`'s work.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onsite.scanner.grey import Grey

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels of the whole picture."""

PLACES_TRIED = 3
PLACE_MARGIN = 0.3  # of its larger side: the quiet zone, and corners guessed short
PLACE_SIDE_PX = 480  # small places are enlarged to about this
ENLARGE_UP_TO_PX = 1300  # larger pictures gain nothing from enlarging as a whole
CODE_SIDES_PX = (20, 800)
STRONG_EDGES = 40


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking; as it stands, unless told otherwise.

    Attributes:
        box: The place looked at; None is the whole picture.
        scale: Enlargement, below 1 a reduction.
        blur: Smoothing in enlarged pixels, 0 for none.
        gamma: Above 1 darkens the middle tones.
        is_sharpened: Edges made steeper.
        is_levelled: Contrast made even over the picture (CLAHE).
        is_global: One threshold for all of it, for evenly lit codes with fine modules.
    """

    box: Box | None = None
    scale: float = 1
    blur: float = 0
    gamma: float = 1
    is_sharpened: bool = False
    is_levelled: bool = False
    is_global: bool = False

    def of(self, picture: Grey) -> Grey:
        """Draw what is seen this way."""
        import cv2

        seen: Grey = picture
        if self.box:
            x, y, width, height = self.box
            seen = picture[y : y + height, x : x + width]
        if self.scale != 1:
            how = cv2.INTER_CUBIC if self.scale > 1 else cv2.INTER_AREA
            size = (round(seen.shape[1] * self.scale), round(seen.shape[0] * self.scale))
            seen = np.asarray(cv2.resize(seen, size, interpolation=how), np.uint8)
        if self.blur:
            seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), self.blur), np.uint8)
        if self.gamma != 1:
            curve = (255 * (np.arange(256) / 255) ** self.gamma).astype(np.uint8)
            seen = curve[seen]
        if self.is_sharpened:
            soft = cv2.GaussianBlur(seen, (0, 0), 3)
            seen = np.asarray(cv2.addWeighted(seen, 2.5, soft, -1.5, 0), np.uint8)
        if self.is_levelled:
            levels = cv2.createCLAHE(clipLimit=3, tileGridSize=(8, 8))
            seen = np.asarray(levels.apply(np.ascontiguousarray(seen)), np.uint8)
        return np.ascontiguousarray(seen)

    def back(self, x: float, y: float) -> tuple[int, int]:
        """Turn a point seen this way into pixels of the whole picture."""
        left, top = self.box[:2] if self.box else (0, 0)
        return round(left + x / self.scale), round(top + y / self.scale)


def looks_at_places(picture: Grey, places: Sequence[Box]) -> Iterator[Look]:
    """Look closer at the largest places, one way at all of them before the next way."""
    largest = sorted(places, key=lambda place: -place[2] * place[3])[:PLACES_TRIED]
    boxes = [_widened(place, picture) for place in largest]
    near = [(box, min(4.0, max(1.5, PLACE_SIDE_PX / max(box[2:])))) for box in boxes]
    for box, scale in near:
        yield Look(box, scale)
    for box, scale in near:
        yield Look(box, scale, is_global=True)
    for box, scale in near:
        yield Look(box, scale, blur=2)
    for box, scale in near:
        yield Look(box, scale, gamma=2)
    for box, scale in near:
        yield Look(box, scale, is_sharpened=True)
    for box, scale in near:
        yield Look(box, scale, is_levelled=True)


def looks_at_whole(picture: Grey) -> Iterator[Look]:
    """Look at all of the picture in other ways; the first is the cheapest."""
    yield Look(is_global=True)
    yield Look(gamma=2)
    if max(picture.shape) <= ENLARGE_UP_TO_PX:
        yield Look(scale=2)
        yield Look(scale=2, is_global=True)
        yield Look(scale=3, is_global=True)
    yield Look(blur=1)
    yield Look(scale=0.7)
    yield Look(is_levelled=True)
    yield Look(scale=0.5)
    yield Look(is_sharpened=True)
    yield Look(gamma=0.5)


def places_like_codes(picture: Grey) -> list[Box]:
    """Find places with strong edges in both directions, as codes have and print seldom has."""
    import cv2

    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    across, down = (
        cv2.boxFilter(cv2.convertScaleAbs(cv2.Sobel(half, cv2.CV_16S, dx, dy)), -1, (9, 9))
        for dx, dy in ((1, 0), (0, 1))
    )
    both = cv2.min(across, down)
    _, strong = cv2.threshold(both, STRONG_EDGES, 255, cv2.THRESH_BINARY)
    joined = cv2.morphologyEx(strong, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = [(2 * int(x), 2 * int(y), 2 * int(w), 2 * int(h)) for x, y, w, h, _ in stats[1:]]
    least, most = CODE_SIDES_PX
    return [b for b in boxes if least <= min(b[2:]) and max(b[2:]) <= min(most, 3 * min(b[2:]))]


def _widened(place: Box, picture: Grey) -> Box:
    x, y, width, height = place
    margin = round(PLACE_MARGIN * max(width, height))
    left, top = max(0, x - margin), max(0, y - margin)
    right = min(picture.shape[1], x + width + margin)
    bottom = min(picture.shape[0], y + height + margin)
    return left, top, max(1, right - left), max(1, bottom - top)
