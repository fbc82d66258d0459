"""Our cells of 代表名单 that stayed where they were when planners sorted the rows. Pure.

An Excel table and a filter's range end where the list ended before our columns came: what is sorted,
inserted or deleted inside moves the planners' cells and leaves ours beside other people. A row's cells are
taken together: one alone (a zone, a count) says the same of many, and planners may well correct it to that.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from onsite.planning.delegate_list import DelegateList, fold
from onsite.planning.memory import Memory
from onsite.planning.our_columns import OUR_HEADINGS, SOURCE_HEADING

Key = str | int  # folded reg_no; the number of a row that has none
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The rows that say in our columns what we wrote for another, or nothing since theirs stands there.

    Attributes:
        standing: The sync that wrote what stands there.
        headings: The columns that stay behind together.
    """

    standing: int
    headings: tuple[str, ...] = ()
    keys: frozenset[Key] = frozenset()


def left_behind(
    as_it_came: DelegateList | None, now: DelegateList, memory: Memory, *, standing: int
) -> LeftBehind:
    """Find the rows whose cells of ours are to be put right.

    Args:
        as_it_came: The list at `init`; None when there is no copy.
        now: The list as the planners have it.
        memory: What was written, in any workbook.
        standing: The sync this workbook has seen last, judged row by row; in rows that were sorted
            that may be wrong, and then it is the last of all.
    """
    headings = _headings(as_it_came, now)
    if not headings or not memory.syncs:
        return LeftBehind(standing)
    says = _says(now, headings)
    wrote = {at: _wrote(as_it_came, memory, headings, at) for at in (standing, memory.syncs)}
    explained = Counter(texts for texts in says.values() if any(texts))
    standing = max(wrote, key=lambda at: (explained & Counter(wrote[at].values())).total())
    return LeftBehind(standing, headings, _out_of_place(says, wrote[standing]))


def _headings(as_it_came: DelegateList | None, now: DelegateList) -> tuple[str, ...]:
    """Name our columns that are there and stood right of the planners' last one."""
    ours = (*OUR_HEADINGS, SOURCE_HEADING)
    before = {one for one in ours if as_it_came is None or as_it_came.column(one)}
    if before.issuperset(OUR_HEADINGS):  # no copy, or one of a list that a sync had written before
        before = {SOURCE_HEADING}
    found = tuple(one for one in ours if one not in before and now.column(one))
    return found if OUR_HEADINGS[0] in found else ()


def _says(now: DelegateList, headings: tuple[str, ...]) -> dict[Key, Texts]:
    columns = [now.column(heading) or 0 for heading in headings]
    rows: dict[Key, Mapping[int, str]] = {key: row.texts for key, row in now.rows.items()}
    rows |= {row.number: row.texts for row in now.unnumbered}
    return {key: tuple(texts.get(at, "") for at in columns) for key, texts in rows.items()}


def _wrote(
    as_it_came: DelegateList | None, memory: Memory, headings: tuple[str, ...], at: int
) -> dict[Key, Texts]:
    """Give what a sync left in our columns of each row in which it left anything."""
    found: dict[Key, Texts] = {}
    for reg_no in memory.cells:
        written = [memory.text(reg_no, heading, at=at) for heading in headings]
        if any(written):
            came = as_it_came.text if as_it_came else lambda _reg_no, _heading: ""
            found[fold(reg_no)] = tuple(
                came(reg_no, heading) if text is None else text
                for heading, text in zip(headings, written, strict=True)
            )
    return found


def _out_of_place(says: Mapping[Key, Texts], wrote: Mapping[Key, Texts]) -> frozenset[Key]:
    lost = {key: texts for key, texts in wrote.items() if says.get(key) != texts}
    gone = set(lost.values())
    others = {key for key, texts in says.items() if texts in gone and wrote.get(key) != texts}
    found = {says[key] for key in others}
    # A row that says nothing where hers stands nowhere was emptied by the planners.
    emptied = (key for key in lost if key in says and not any(says[key]))
    return frozenset(others.union(key for key in emptied if lost[key] in found))
