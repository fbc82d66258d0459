"""Grey pictures: what every reader works on. No files and no codes live here."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Grey: TypeAlias = npt.NDArray[np.uint8]
"""Height x width, 0 black to 255 white, contiguous."""

Picture: TypeAlias = npt.NDArray[np.generic]
"""Grey, BGR or BGRA, 8 or 16 bits, as OpenCV hands them out."""

CHANGED_LEVELS = 32  # a sample moved by more than the noise of a camera
CHANGED_SHARE = 0.0005


def grey_of(image: Picture) -> Grey:
    """Make any picture grey; what is transparent becomes white, as on paper."""
    import cv2

    eight = _eight_bits(image)
    if eight.ndim == 2:  # noqa: PLR2004 - height and width alone: grey already
        return np.ascontiguousarray(eight)
    channels = eight.shape[2]
    if channels == 1:
        return np.ascontiguousarray(eight[:, :, 0])
    grey: Grey = np.asarray(cv2.cvtColor(eight[:, :, :3], cv2.COLOR_BGR2GRAY), np.uint8)
    if channels == 3:  # noqa: PLR2004 - no transparency
        return grey
    alpha = eight[:, :, 3].astype(np.uint16)
    return ((grey * alpha + 255 * (255 - alpha)) // 255).astype(np.uint8)


def is_changed(image: Grey, before: Grey | None) -> bool:
    """Tell whether a camera sees something else than before, apart from noise."""
    if before is None or before.shape != image.shape:
        return True
    moved = np.abs(image[::4, ::4].astype(np.int16) - before[::4, ::4]) > CHANGED_LEVELS
    return bool(np.count_nonzero(moved) > CHANGED_SHARE * moved.size)


def _eight_bits(image: Picture) -> Grey:
    if image.dtype == np.uint8:
        return image.astype(np.uint8, copy=False)
    if image.dtype == np.uint16:
        return (image.astype(np.uint32) >> 8).astype(np.uint8)
    return np.clip(image.astype(np.float32), 0, 255).astype(np.uint8)
