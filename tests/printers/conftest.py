from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from tests.printers.fake_printer import FakePrinter


class MakePrinter(Protocol):
    def __call__(self, **behaviour: Any) -> FakePrinter: ...


@pytest.fixture
def make_printer() -> Iterator[MakePrinter]:
    made: list[FakePrinter] = []

    def make(**behaviour: Any) -> FakePrinter:
        made.append(FakePrinter(**behaviour))
        return made[-1]

    yield make
    for printer in made:
        printer.close()
