"""What should not happen, in one tree. A refusal is a value of its room, never one of these."""


class OnsiteError(Exception):
    """An error with a stable code and a sentence that says what to do next.

    Args:
        code: Stable word for programs, e.g. ``unknown_checkpoint``.
        message: For the person: what happened and what to do now.
        status: The HTTP status it has at the edge.
        field: The field of the body it is about, if one.
    """

    def __init__(
        self, code: str, message: str, *, status: int = 422, field: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.field = field


def not_found(what: str, name: str, *, field: str | None = None) -> OnsiteError:
    """Build the error for a thing that is not there; `field` as `OnsiteError` has it."""
    return OnsiteError(
        f"unknown_{what.replace(' ', '_')}",
        f"There is no {what} {name[:80]!r}; check the name.",
        status=404,
        field=field,
    )


def id_reused(field: str) -> OnsiteError:
    """Build the error for an id that came back with another body."""
    return OnsiteError(
        "id_reused",
        f"This {field} was used before with other content; send a new {field}.",
        status=409,
        field=field,
    )
