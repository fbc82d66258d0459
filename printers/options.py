"""The options of one printer address: text read to values, each refused with what is accepted."""

from collections.abc import Collection, Mapping

from printers.device import PrinterError

YES = ("yes", "true")
NO = ("no", "false")


class Options:
    """What an address says behind its question mark, over what its model says.

    Args:
        url: The whole address, for messages.
        given: What the address says itself.
        defaults: What the model it names says.
    """

    def __init__(
        self, url: str, given: Mapping[str, str], *, defaults: Mapping[str, str] | None = None
    ) -> None:
        self._url = url
        self._given = given
        self._defaults = defaults or {}

    def refused(self, why: str) -> PrinterError:
        """Make the error for an address that can't be accepted.

        Args:
            why: The wrong part and what is accepted in its place, without a full stop.
        """
        return PrinterError(
            f"The printer address {self._url!r} is not accepted: {why}.", permanent=True
        )

    @property
    def answers(self) -> bool:
        """False for ``status=none``, a printer that never says anything."""
        return self.one_of("status", ("ask", "none"), default="ask") == "ask"

    def is_given(self, key: str) -> bool:
        """Whether the address itself says it; a model's default does not count."""
        return key in self._given

    def text(self, key: str) -> str | None:
        """What is said, by the address first; None when neither says it."""
        return self._given.get(key, self._defaults.get(key))

    def one_of(self, key: str, words: Collection[str], *, default: str) -> str:
        """Read a word of a closed list."""
        text = self.text(key)
        if text is None:
            return default
        if text not in words:
            raise self.refused(f"{key} is one of {', '.join(words)}, not {text!r}")
        return text

    def flag(self, key: str, *, default: bool) -> bool:
        """Read yes or no; true and false are taken too."""
        text = self.text(key)
        if text is None:
            return default
        if text not in (*YES, *NO):
            raise self.refused(f"{key} is yes or no, not {text!r}")
        return text in YES

    def number(
        self, key: str, *, default: float | None = None, low: float = 1, high: float = 1200
    ) -> float:
        """Read a number between two bounds, both allowed.

        Raises:
            PrinterError: It is none, or it is missing and there is no default.
        """
        text = self.text(key)
        if text is None:
            if default is None:
                raise self.refused(f"it needs {key}")
            return default
        try:
            number = float(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:  # also refuses nan
            raise self.refused(f"{key} is a number from {low:g} to {high:g}, not {text!r}")
        return number
