"""What happened on the day, as values: what `sync` writes back. Nothing here knows a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from onsite.planning.changes import Conflict
from onsite.planning.workflow_facts import Answer
from onsite.reports.budget_counts import Counted
from onsite.reports.table import Table


@dataclass(frozen=True, slots=True)
class DelegateFacts:
    """One person as the event knows her at the end.

    Attributes:
        zone: Where she checked in, as the planners should read it.
        means: How, as the planners should read it.
        invoice_signed_at: When her invoice was signed for.
        materials_at: When she was given her materials first.
        corrections: CSV field of 代表名单 -> new text, of what the event changed.
    """

    reg_no: str
    name: str
    category: str
    latin_name: str = ""
    organisation: str = ""
    position: str = ""
    phone: str = ""
    is_cancelled: bool = False
    checked_in_at: datetime | None = None
    zone: str | None = None
    means: str | None = None
    badge_prints: int = 0
    paid_on_site_fen: int | None = None
    paid_on_site_by: str | None = None
    invoice_signed_at: datetime | None = None
    materials_at: datetime | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A person added at a desk; becomes a new row of 代表名单."""

    facts: DelegateFacts
    email: str = ""
    due_fen: int | None = None
    diet: str = ""
    table_no: str = ""


@dataclass(frozen=True, slots=True)
class OnSite:
    """Everything to be written back, and the time zone its times are written in.

    Attributes:
        tables: What becomes a sheet of its own.
        door_conflicts: What doors and the event say differently; stands below the cells of 同步冲突.
        answers: Name of a fact -> what rows of 项目流程 that ask for it are told.
        counted: Folded 计数依据 -> what it comes to.
        conflicts: What was refused between the event and the plan's own system; stands on 同步冲突.
    """

    time_zone: ZoneInfo
    delegates: Sequence[DelegateFacts]
    walk_ins: Sequence[WalkIn] = ()
    tables: Sequence[Table] = ()
    door_conflicts: Table | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    counted: Mapping[str, Counted] = field(default_factory=dict)
    conflicts: Sequence[Conflict] = ()

    @property
    def everyone(self) -> list[DelegateFacts]:
        """List the planned and the walk-ins."""
        return [*self.delegates, *(walk_in.facts for walk_in in self.walk_ins)]
