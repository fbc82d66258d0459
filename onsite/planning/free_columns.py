"""Where columns of ours find room in a sheet with something in its last columns. Pure.

A worksheet ends at column XFD; a cell beyond it makes Excel repair the file, and planners reach the
last column with one wrong key.
"""

from collections.abc import Iterable
from itertools import pairwise

MOST_COLUMNS = 16_384
ROOM = 20  # more than sync and all corrections ever add to one sheet


def is_full(last_used: int) -> bool:
    """Tell whether there is no room right of the last column with anything in it."""
    return last_used > MOST_COLUMNS - ROOM


def last_before_room(used: Iterable[int]) -> int:
    """Find the column right of which there are enough empty ones: the first such place.

    Args:
        used: The columns with anything in them, from 1, in any order.

    Returns:
        The last one in use before the room; the last of all when there is no room.
    """
    columns = sorted(used)
    places = (left for left, right in pairwise(columns) if right - left > ROOM)
    return next(places, columns[-1])
