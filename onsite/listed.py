"""Facts that come in a list: each by itself, answered in the order sent.

What one of them is, its room knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from flask import Response
from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.web import Call, problem_body, told


@dataclass(frozen=True)
class Listed:
    """How facts are sent in a list, and how many at a time.

    Attributes:
        name: Of the list, asked and answered.
        id_field: The id in each.
        most: In one request.
        a_commit: So many are written in one go; others' writes come between.
    """

    name: str
    id_field: str
    most: int
    a_commit: int


def write_listed(
    call: Call,
    body: dict[str, Any],
    write: Callable[[Session, Any], bytes],
    *,
    listed: Listed,
) -> Response:
    """Write facts that came in a list, in order, each in a savepoint: a refused one gets its problem.

    Raises:
        OnsiteError: ``malformed``; ``too_many_NAME`` (413).
    """
    asked = body[listed.name]
    if set(body) != {listed.name} or not isinstance(asked, list):
        raise OnsiteError(
            "malformed", f"Send a list of {listed.name}, and nothing beside it.", field=listed.name
        )
    if len(asked) > listed.most:
        raise OnsiteError(
            f"too_many_{listed.name}",
            f"Send at most {listed.most} {listed.name} at a time; these are {len(asked)}.",
            status=413,
            field=listed.name,
        )
    answers: list[bytes] = []
    for start in range(0, len(asked), listed.a_commit):
        part = asked[start : start + listed.a_commit]
        answers += call.database.write(partial(_each, asked=part, write=write, listed=listed))
    return told(b'{"%s":[%s]}' % (listed.name.encode(), b",".join(answers)))


def _each(
    session: Session, *, asked: list[Any], write: Callable[[Session, Any], bytes], listed: Listed
) -> list[bytes]:
    answers = []
    for one in asked:
        try:
            with session.begin_nested():
                answers.append(write(session, one))
        except OnsiteError as error:
            sent = one.get(listed.id_field) if isinstance(one, dict) else None
            answers.append(msgspec.json.encode({listed.id_field: sent, **problem_body(error)}))
    return answers
