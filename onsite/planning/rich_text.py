"""Text of which parts have a look of their own: what is kept of it when more is written into its cell."""

from itertools import takewhile
from typing import Any

from lxml import etree

from onsite.planning import sheet_xml as xml

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Runs = list[tuple[Any, str]]
"""The look (an ``rPr``, or None) and the text of each part."""


def parse_fragment(data: bytes) -> etree._Element:
    """Parse a cell that was cut out of its sheet, whatever prefix it has."""
    prefix = data[1 : data.index(b"c")].rstrip(b":").decode()
    declared = f'xmlns{":" if prefix else ""}{prefix}="{_MAIN}"'
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(f"<all {declared}>".encode() + data + b"</all>", parser)[0]


def runs_of(item: etree._Element) -> Runs:
    """Read an ``si`` or ``is``: the look and the text of each run; none for plain text."""
    return [
        (run.find("{*}rPr"), xml.plain_text(run.findtext("{*}t", "")))
        for run in item.iterfind("{*}r")
    ]


def with_looks(runs: Runs, text: str) -> bytes:
    """Write a text as an ``is`` in which all that was there before keeps its look; the rest is plain."""
    before = "".join(part for _, part in runs)
    pairs = zip(before, text, strict=False)
    left = kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    namespaces: Any = {None: _MAIN}
    item = etree.Element(f"{{{_MAIN}}}is", nsmap=namespaces)
    for look, part in runs:
        if part[:left]:
            _add_run(item, look, part[:left])
        left = max(0, left - len(part))
    if text[kept:]:
        _add_run(item, None, text[kept:])
    return etree.tostring(item, encoding="utf-8", xml_declaration=False)


def _add_run(item: etree._Element, look: etree._Element | None, text: str) -> None:
    run = etree.SubElement(item, f"{{{_MAIN}}}r")
    if look is not None:
        run.append(etree.fromstring(etree.tostring(look, with_tail=False)))
    written = etree.SubElement(run, f"{{{_MAIN}}}t")
    written.set(_SPACE, "preserve")
    written.text = xml.escaped_for_excel(text)
