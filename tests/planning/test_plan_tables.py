from pathlib import Path

from onsite.planning.tables import TABLES, heading_key

PAGE = Path(__file__).resolve().parents[2] / "docs" / "planning-workbook.md"


def test_the_page_about_the_workbook_says_what_the_program_reads():
    page = PAGE.read_text(encoding="utf-8")

    for table in TABLES:
        required = " · required" if table.is_required else ""
        heading = f"## {table.chinese} · {table.english} · `{table.csv}`{required}\n"
        assert heading in page
        section = page.split(heading)[1].split("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
        assert rows == [
            f"| {column.chinese} | {', '.join(column.english)} | `{column.csv}` "
            f"| {column.kind.value} | {'yes' if column.is_required else ''} |"
            for column in table.columns
        ]


def test_no_two_columns_of_a_sheet_answer_to_the_same_heading():
    for table in TABLES:
        seen = {}
        for column in table.columns:
            for name in (column.chinese, column.csv):
                assert seen.setdefault(heading_key(name), column) is column


def test_no_two_sheets_answer_to_the_same_name():
    names = [heading_key(name) for t in TABLES for name in {t.chinese, t.english}]

    assert len(names) == len(set(names))
