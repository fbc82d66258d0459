"""The columns that a sync adds to 代表名单, and the names a column of the list goes by."""

from functools import cache

from onsite.planning.tables import DELEGATES, heading_key

# Written in Chinese; planners who translate their headings keep ours by these names.
_ENGLISH = {
    "报到时间": "Checked in at",
    "报到区": "Check-in zone",
    "报到方式": "Checked in by",
    "胸卡打印次数": "Badge prints",
    "现场缴费(元)": "Paid on site",
    "现场缴费方式": "Paid on site by",
    "发票签收时间": "Invoice signed at",
    "资料领取时间": "Materials at",
}
OUR_HEADINGS = tuple(_ENGLISH)
SOURCE_HEADING = "来源"  # added with the first walk-in, where the list has none


@cache
def keys_of(heading: str) -> tuple[str, ...]:
    """Give the `heading_key`s of a heading in every language; a list has as many cells."""
    known = next((one for one in DELEGATES.columns if one.chinese == heading), None)
    if known:
        return tuple(map(heading_key, (known.chinese, known.csv, *known.english)))
    return heading_key(heading), heading_key(_ENGLISH.get(heading, heading))
