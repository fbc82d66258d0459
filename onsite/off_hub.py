"""Work for a native thread, so that the hub, and with it every scan and screen, goes on meanwhile."""

from collections.abc import Callable
from typing import TypeVar, cast

import gevent

T = TypeVar("T")


def off_hub(work: Callable[[], T]) -> T:
    """Do what takes tens of milliseconds or more in the hub's thread pool; raises here what it raises there.

    A session that is used inside has taken its connection on the hub before (``session.connection()``),
    or is opened inside.
    """

    def attempt() -> tuple[T | None, Exception | None]:
        try:
            return work(), None
        except Exception as error:  # noqa: BLE001 - raised where it was asked for; gevent would print it there
            return None, error

    done, error = gevent.get_hub().threadpool.apply(attempt)
    if error is not None:
        raise error
    return cast("T", done)
