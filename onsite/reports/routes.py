"""Routes of the report: its tables as xlsx or CSV, who took them away, from when on credits are earned."""

from collections.abc import Callable
from typing import Annotated, Any, TypedDict
from zoneinfo import ZoneInfo

import msgspec
from flask import Response
from sqlalchemy.orm import Session

from onsite.access.queries import station_name, the_event
from onsite.access.rules import CONTROLS
from onsite.errors import not_found
from onsite.off_hub import off_hub
from onsite.reports.catalogue import BOOKS, TABLES, due_books
from onsite.reports.csv_files import write_csv
from onsite.reports.report_rows import (
    ReportExport,
    ReportSettings,
    last_exports,
    report_settings,
)
from onsite.reports.xlsx import write_xlsx
from onsite.units import Time, rfc3339
from onsite.web import Api, Call

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
EXPORTS_AT_MOST = 20

api = Api("reports")


class ReportSettingsBody(msgspec.Struct, forbid_unknown_fields=True):
    """From which share of a session on it earns its credits."""

    credit_share: Annotated[float, msgspec.Meta(gt=0, le=1)]


class ReportSettingsShape(TypedDict):
    """From which share of a session on it earns its credits."""

    credit_share: float


class BookShape(TypedDict):
    """A workbook, and the tables that each are a CSV file as well."""

    name: str
    tables: list[str]


class ExportShape(TypedDict):
    """Who took which file away."""

    file: str
    operator: str | None
    station: str
    at: Time


class Reports(TypedDict):
    """What can be taken away, who did lately, and the settings."""

    reports: list[BookShape]
    exports: list[ExportShape]
    settings: ReportSettingsShape


@api.get("/reports", stations=CONTROLS)
def get_reports(call: Call) -> Reports:
    """List the workbooks and tables; who took some of them away lately, for who may do so herself."""
    operator = call.principal.operator
    limit = EXPORTS_AT_MOST if operator and "exports" in operator.rights else 0
    with call.database.read() as session:
        return {
            "reports": [
                {"name": book.name, "tables": list(book.tables)} for book in due_books(session)
            ],
            "exports": [
                {
                    "file": row.file,
                    "operator": row.operator,
                    "station": station_name(session, row.station),
                    "at": rfc3339(row.at),
                }
                for row in last_exports(session, limit=limit)
            ],
            "settings": {"credit_share": report_settings(session).credit_share},
        }


@api.get("/reports/<name>.xlsx", stations=CONTROLS, operator="exports")
def get_report_workbook(call: Call, name: str) -> Annotated[Response, XLSX]:
    """Write one workbook of the report, as things stand now."""
    book = next((book for book in BOOKS if book.name == name), None)
    if book is None:
        raise not_found("report", name)

    def write(session: Session) -> bytes:
        event = the_event(session)
        return write_xlsx(
            book.made(session, now=call.now),
            zone=ZoneInfo(event.time_zone),
            languages=event.languages,
            title=event.name,
            made_at=call.now,
        )

    return _taken_away(call, f"{name}.xlsx", XLSX, write)


@api.get("/reports/<name>.csv", stations=CONTROLS, operator="exports")
def get_report_csv(call: Call, name: str) -> Annotated[Response, "text/csv"]:
    """Write one table of the report as CSV, as things stand now."""
    make = TABLES.get(name)
    if make is None:
        raise not_found("report", name)

    def write(session: Session) -> bytes:
        event = the_event(session)
        table = make(session, call.now)
        return write_csv(table, zone=ZoneInfo(event.time_zone), languages=event.languages)

    return _taken_away(call, f"{name}.csv", CSV, write)


@api.put("/report-settings", stations=CONTROLS, operator="policies", body=ReportSettingsBody)
def put_report_settings(call: Call, body: ReportSettingsBody) -> ReportSettingsShape:
    """Set from which share of a session on it earns its credits."""

    def change(session: Session) -> ReportSettingsShape:
        session.merge(ReportSettings(id=1, credit_share=body.credit_share))
        session.flush()
        return {"credit_share": body.credit_share}

    return call.database.write(change)


def _taken_away(
    call: Call, file: str, mimetype: str, write: Callable[[Session], bytes]
) -> Response:
    """Make a file in a native thread, since scans go on meanwhile, and keep who took it."""
    with call.database.read() as session:
        session.connection()  # taken here; what follows is another thread's
        content = off_hub(lambda: write(session))
    row: dict[str, Any] = call.asking.by
    call.database.write(lambda session: session.add(ReportExport(file=file, **row)))
    return Response(
        content,
        content_type=mimetype,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )
