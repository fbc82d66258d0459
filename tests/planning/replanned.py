"""A plan that its planners go on with after `init`, and the event that takes it in."""

from copy import deepcopy

from tests.congress import SHEETS, write_workbook
from tests.served_event import new_id


class Replanned:
    """The planners' workbook as they have it now.

    Attributes:
        sheets: Its rows by sheet, changed in place.
        path: Where it is written.
    """

    def __init__(self, event, path):
        self.event, self.path = event, path
        self.sheets = deepcopy(SHEETS)
        self.token = event.joined.local_token

    def cell(self, sheet, key, heading, value):
        """Let a cell say something else; the heading is added where there is none."""
        rows = self.sheets[sheet]
        if heading not in rows[0]:
            for row in rows:
                row.append("")
            rows[0][-1] = heading
        row = next(row for row in rows if row[0] == key)
        row[rows[0].index(heading)] = value

    def row(self, sheet, *cells):
        """Add a row; cells are in the order of the headings, the rest is empty."""
        rows = self.sheets[sheet]
        rows.append([*cells, *[""] * (len(rows[0]) - len(cells))])

    def drop(self, sheet, key):
        """Delete a row."""
        self.sheets[sheet] = [row for row in self.sheets[sheet] if row[0] != key]

    def preview(self):
        body = {"path": str(write_workbook(self.path, self.sheets))}
        answer = self.event.post("/refresh-previews", body, self.token)
        assert answer.status_code == 200, answer.text
        return answer.json

    def take_in(self, **more):
        """Take the plan in: what the answer says."""
        body = {"refresh_id": new_id(), "path": str(write_workbook(self.path, self.sheets)), **more}
        answer = self.event.post("/refreshes", body, self.token)
        assert answer.status_code == 200, answer.text
        return answer.json

    def delegate(self, reg_no, column):
        return self.event.rows(f"SELECT {column} FROM delegates WHERE reg_no = :r", r=reg_no)[0][0]


def told(answer):
    """Reduce an answer to what changed and what was refused: {(key, field): new value or reason}."""
    changed = {
        (row["key"], row["field"]): row["after"] if row["what"] == "changed" else row["what"]
        for row in answer["changes"]
    }
    return changed, {(row["key"], row["field"]): row["reason"] for row in answer["refused"]}
