"""Films for a browser's camera: badges carried past, badges held, darkness; as MJPEG, 30 frames a second."""

import cv2
import numpy as np
import qrcode

SIZE = (1280, 720)
MODULE_PX = 4.5  # a code of 30 mm, 1.3 m before a usual camera
STEP_PX = 34  # a frame: 1.2 m a second where the picture is 1.5 m wide
SMEAR_PX = 4  # what moves in 1/250 s
EMPTY = 36  # frames between two badges: longer than the verdict fills the screen
WARM_UP = 90  # frames while the page gets ready
MARK_PX = 32  # a corner that is white while the code is fully in view, to measure from
HALL, PAPER, INK = 120, 235, 25


def walking_by(codes, out):
    """Film one badge after another from the left edge to the right one."""
    frames = [still()] * WARM_UP
    for code in codes:
        worn = badge(code)
        width = worn.shape[1]
        for left in range(-width, SIZE[0], STEP_PX):
            frames.append(passing(worn, left))
        frames += [still()] * EMPTY
    return written(frames, out)


def held(shown, out):
    """Film what is held up: each a list of (picture, left, top), and for how many frames."""
    frames = []
    for pictures, count in shown:
        frame = still()
        for picture, left, top in pictures:
            frame[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
        frames += [frame] * count
    return written(frames, out)


def covered(out):
    """Film a lens that is covered, and then not."""
    dark = np.full((SIZE[1], SIZE[0]), 2, np.uint8)
    return written([dark] * 150 + [still()] * 150, out)


def still():
    """Draw the hall without anybody: print and edges, and no code."""
    frame = np.full((SIZE[1], SIZE[0]), HALL, np.uint8)
    cv2.rectangle(frame, (900, 60), (1200, 700), 80, -1)
    for top in (200, 280, 360):
        cv2.putText(frame, "CONGRESS 2026", (120, top), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 30, 3)
    frame[:MARK_PX, :MARK_PX] = 0
    return frame


def badge(code):
    """Draw a worn badge: lines of print, and the code below them."""
    drawn = code_alone(code)
    side = drawn.shape[0]
    paper = np.full((side * 2, side + 40), PAPER, np.uint8)
    paper[side - 20 : 2 * side - 20, 20 : side + 20] = drawn
    for top, share in ((30, 0.8), (60, 0.5)):
        cv2.rectangle(paper, (20, top), (20 + int(side * share), top + 16), 60, -1)
    return paper


def code_alone(code, *, correction=qrcode.ERROR_CORRECT_Q):
    """Draw a code with its quiet zone, as large as a badge's unless the picture is too small."""
    made = qrcode.QRCode(border=4, box_size=1, error_correction=correction)
    made.add_data(code)
    made.make()
    modules = np.where(np.array(made.get_matrix()), INK, PAPER).astype(np.uint8)
    side = min(round(modules.shape[0] * MODULE_PX), SIZE[1])
    fine = modules.repeat(8, 0).repeat(8, 1)
    return cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA)


def passing(worn, left):
    """Draw one frame of a badge carried past; the mark tells whether its code is fully in view."""
    height, width = worn.shape
    wide = np.full((SIZE[1], SIZE[0] + 2 * width), HALL, np.uint8)
    wide[:, width:-width] = still()
    wide[200 : 200 + height, left + width : left + 2 * width] = worn
    frame = wide[:, width:-width].copy()
    smear = np.full((1, SMEAR_PX), 1 / SMEAR_PX, np.float32)
    frame[200 : 200 + height] = cv2.filter2D(frame[200 : 200 + height], -1, smear)
    if left + 20 >= 0 and left + width - 20 <= SIZE[0]:
        frame[:MARK_PX, :MARK_PX] = 255
    return frame


def written(frames, out):
    """Write them one after another, as a browser's fake camera reads them."""
    with out.open("wb") as file:
        for frame in frames:
            file.write(cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes())
    return out
