"""Signatures drawn on a tablet: taken with the fact they are for, and kept stroke by stroke."""

import itertools
import math
from typing import Annotated

import msgspec
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.registration.models import Signature

SHORTEST = 0.15  # of the area's width, all strokes together: a dot or a tick is no signature
ROUNDING = 0.001  # of the width: pages round a point and the area's height each in its own way
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Point = tuple[
    Share, Annotated[float, msgspec.Meta(ge=0, le=2)], Annotated[float, msgspec.Meta(ge=0)]
]


class SignatureBody(msgspec.Struct, forbid_unknown_fields=True):
    """Strokes of points ``[x, y, ms]``, and the area's ``aspect``: its height over its width.

    Both x and y are in widths of the area, so y reaches from 0 to the aspect; ms since the first touch.
    """

    strokes: Annotated[
        list[Annotated[list[Point], msgspec.Meta(max_length=2000)]], msgspec.Meta(max_length=200)
    ]
    aspect: Annotated[float, msgspec.Meta(gt=0, le=2)]

    def __post_init__(self) -> None:
        """Refuse ink below the area: on a sheet it would run into the next person's row.

        Raises:
            ValueError: Names the point.
        """
        for number, stroke in enumerate(self.strokes):
            for place, (_, y, _) in enumerate(stroke):
                if y > self.aspect + ROUNDING:
                    raise ValueError(
                        f"`strokes[{number}][{place}]` lies below the area: y is in widths of the area,"
                        f" from 0 to its aspect {self.aspect:g}, and was {y:g}"
                    )


def keep_signature(
    session: Session,
    signature: SignatureBody | None,
    *,
    fact_id: str,
    purpose: str,
    signed_by: str,
    delegate_id: int | None,
    asking: Asking,
) -> None:
    """Keep who signed for what.

    Raises:
        OnsiteError: ``signature_needed`` when there is none, or only a dot of one;
            ``right_missing`` (403) when no operator is signed in to see it.
    """
    if signature is None or _length(signature) < SHORTEST:
        raise OnsiteError(
            "signature_needed",
            "This is signed for: let the person sign on the screen with her finger.",
            field="signature",
        )
    if asking.principal.operator is None:
        raise OnsiteError(
            "right_missing",
            "What is signed for needs an operator; sign in with name and PIN.",
            status=403,
        )
    session.add(
        Signature(
            fact_id=fact_id,
            purpose=purpose,
            delegate_id=delegate_id,
            signed_by=signed_by,
            strokes=[[list(point) for point in stroke] for stroke in signature.strokes],
            aspect=signature.aspect,
            **asking.by,
        )
    )
    session.flush()


def _length(signature: SignatureBody) -> float:
    return sum(
        math.dist(first[:2], second[:2])
        for stroke in signature.strokes
        for first, second in itertools.pairwise(stroke)
    )
