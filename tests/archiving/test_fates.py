"""Every column that can hold text is declared as kept or wiped, so that a new one can't be forgotten."""

from onsite.archiving import fates
from onsite.archiving.wiping import text_columns
from onsite.migrations import tables

ALL = {table.name: table for table in tables.metadata.sorted_tables}


def test_every_column_of_text_says_what_becomes_of_it():
    undeclared = [
        f"{table.name}.{column.name}"
        for table in ALL.values()
        if table.name not in fates.GONE
        for column in text_columns(table)
        if fates.fate_of(table.name, column.name) is None
    ]

    assert undeclared == [], "say in onsite/archiving/fates.py what a wipe does to these"


def test_nothing_is_declared_that_is_not_there():
    declared = {name: list(columns) for name, columns in fates.WIPED.items()}
    for name, columns in fates.KEPT_COLUMNS.items():
        declared.setdefault(name, []).extend(columns.split())

    assert [
        f"{name}.{column}"
        for name, columns in declared.items()
        for column in columns
        if name not in ALL or column not in ALL[name].columns
    ] == []
    assert set(fates.GONE) <= ALL.keys()
