"""Rows of the planners' changes that came in after `init`: what was taken in, and what was refused.

They stand here and not in `onsite.planning`, which fills them, because the trail reads them.
"""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from onsite.db import Base
from onsite.once import Fact


class Refresh(Fact, Base):
    """One later version of the plan, taken in."""

    __tablename__ = "refreshes"

    number: Mapped[int] = mapped_column(unique=True)  # in the order they came
    plan: Mapped[str]  # the name of the file it came from
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # What was refused, with what the plan had said before: asked again the next time.
    refused: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
