"""A plan in a database, as planners' own software would keep it: typed columns, primary keys, NULLs."""

from sqlalchemy import Column, Float, MetaData, Table, Text, create_engine, inspect, text

from tests.congress import SHEETS

NUMBERS = {"应缴(元)", "已缴(元)", "费用(元)", "容量", "库存"}


class PlanInDatabase:
    """The congress's plan in the database of an address."""

    def __init__(self, address):
        self.address = address
        self.engine = create_engine(address)

    def fill(self, sheets=SHEETS):
        """Make a table a sheet, with its first column as the key where it is one."""
        metadata = MetaData()
        with self.engine.begin() as connection:
            for name, rows in sheets.items():
                headings = ("键", "值") if name == "会议" else rows[0]
                columns = [
                    Column(heading, Float if heading in NUMBERS else Text, primary_key=at == 0)
                    for at, heading in enumerate(headings)
                ]
                table = Table(name, metadata, *columns)
                table.create(connection)
                values = rows if name == "会议" else rows[1:]
                for row in values:
                    filled = {
                        heading: self._kept(heading, cell)
                        for heading, cell in zip(headings, row, strict=True)
                        if cell != ""
                    }
                    connection.execute(table.insert().values(filled))
        return self

    def _kept(self, heading, cell):
        return float(cell) if heading in NUMBERS else str(cell)

    def write(self, sql, **values):
        with self.engine.begin() as connection:
            return connection.execute(text(sql), values).rowcount

    def rows(self, sql, **values):
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(sql), values).mappings()]

    def everything(self):
        """Read every table whole: name -> its rows."""
        return {
            name: self.rows(f'SELECT * FROM "{name}"')
            for name in sorted(inspect(self.engine).get_table_names())
        }

    def close(self):
        self.engine.dispose()
