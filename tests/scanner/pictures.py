"""Pictures and videos of codes, drawn for the tests of this room."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import qrcode
from qrcode.util import MODE_8BIT_BYTE, QRData

WHITE = 255


def code_picture(content: str | bytes, *, module_px: int = 6, border: int = 4) -> np.ndarray:
    """Draw one QR code, grey."""
    code = qrcode.QRCode(border=border, box_size=1, error_correction=qrcode.ERROR_CORRECT_Q)
    if isinstance(content, bytes):
        code.add_data(QRData(content, mode=MODE_8BIT_BYTE))
    else:
        code.add_data(content)
    code.make()
    modules = np.where(np.array(code.get_matrix()), 0, WHITE).astype(np.uint8)
    return modules.repeat(module_px, axis=0).repeat(module_px, axis=1)


def scene(*codes: np.ndarray, width: int = 640, height: int = 480) -> np.ndarray:
    """Put codes side by side on a light grey BGR picture."""
    picture = np.full((height, width, 3), 200, np.uint8)
    left = 20
    for code in codes:
        rows, columns = code.shape
        picture[40 : 40 + rows, left : left + columns] = code[:, :, None]
        left += columns + 20
    return picture


def write_video(path: Path, frames: Sequence[np.ndarray], *, per_second: int = 10) -> Path:
    """Write an MJPG AVI."""
    height, width = frames[0].shape[:2]
    coding = cv2.VideoWriter_fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(path), coding, per_second, (width, height))
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path
