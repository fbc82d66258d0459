"""What is known of devices by name: ``models.toml`` read, never guessed at.

Which model answers at a place is asked elsewhere; this is only the list.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class Model:
    """One device, or a family that behaves alike.

    Args:
        name: As ``model=`` in an address.
        title: For people.
        match: Words; a device that says one of them of itself is this model.
        language: What it speaks.
        answers_on_network: False for one that stays silent over TCP.
        options: What an address need not say of it, as text.
    """

    name: str
    title: str
    match: tuple[str, ...]
    language: str
    answers_on_network: bool
    options: Mapping[str, str]

    def defaults(self, *, by_network: bool) -> dict[str, str]:
        """What an address of this model says without saying it.

        Args:
            by_network: Whether the address reaches it over TCP.
        """
        silent = {"status": "none"} if by_network and not self.answers_on_network else {}
        return {"language": self.language, **self.options, **silent}


@functools.cache
def models() -> Mapping[str, Model]:
    """The known devices by name, in the order of the list, the more special first."""
    listed = tomllib.loads((files("printers") / "models.toml").read_text(encoding="utf-8"))
    return {name: _model(name, dict(table)) for name, table in listed.items()}


def _model(name: str, table: dict[str, object]) -> Model:
    match = table.pop("match")
    assert isinstance(match, list)  # noqa: S101 - our own file, whole by its test
    return Model(
        name=name,
        title=str(table.pop("title")),
        match=tuple(match),
        language=str(table.pop("language")),
        answers_on_network=bool(table.pop("answers_on_network", True)),
        options={key: str(value) for key, value in table.items()},
    )
