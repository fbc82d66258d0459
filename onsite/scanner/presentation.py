"""One reading per presentation of a code: a badge held up for two seconds is one scan.

Pure: texts and seconds in, texts out. Reading pictures is `reader`'s work.
"""

from collections.abc import Iterable

OUT_OF_VIEW_S = 1.5  # longer than a code flickers out, shorter than anyone walks round


class Presentations:
    """Remembers which codes are in view, to tell a new presentation from the same one.

    Args:
        out_of_view_s: How long a text must not have been read before it counts again, in seconds.
    """

    def __init__(self, *, out_of_view_s: float = OUT_OF_VIEW_S) -> None:
        self._out_of_view_s = out_of_view_s
        self._seen_at: dict[str, float] = {}

    def new_in(self, texts: Iterable[str], *, at_s: float) -> list[str]:
        """Tell which of the texts read now are presented anew.

        Args:
            texts: What one frame shows.
            at_s: The frame's time in seconds: the video's for a file, the clock's for a device.
                It never runs back within one source.

        Returns:
            The new ones, in the order read, each once.
        """
        self._forget(at_s)
        new = []
        for text in texts:
            if text not in self._seen_at:
                new.append(text)
            self._seen_at[text] = at_s
        return new

    def _forget(self, at_s: float) -> None:
        gone = [text for text, at in self._seen_at.items() if at_s - at >= self._out_of_view_s]
        for text in gone:
            del self._seen_at[text]
