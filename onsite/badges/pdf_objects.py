"""The numbered objects of a PDF file and the table of their places; what stands in them is `pdf`'s."""

import zlib

from onsite.badges.pdf_fonts import EmbeddedFont


class Objects:
    """The numbered objects of a PDF file, in the order they were added."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """Take a number for an object that is `put` later."""
        return self.add("")

    def add(self, body: str) -> int:
        """Add an object: its number."""
        self._bodies.append(body.encode("ascii"))
        return len(self._bodies)

    def put(self, number: int, body: bytes) -> None:
        """Say what stands in an object."""
        self._bodies[number - 1] = body

    def add_stream(self, entries: str, content: bytes) -> int:
        """Add a packed stream with the entries of its dictionary: its number."""
        packed = zlib.compress(content)
        number = self.reserve()
        head = f"<<{entries} /Length {len(packed)} /Filter /FlateDecode>>\nstream\n"
        self.put(number, head.encode("ascii") + packed + b"\nendstream")
        return number

    def add_font(self, font: EmbeddedFont) -> int:
        """Add a font with its file and its tables: its number."""
        file = self.add_stream(font.file_entries, font.file)
        to_unicode = self.add_stream("", font.to_unicode)
        descriptor = self.add(font.descriptor.format(file=file))
        descendant = self.add(font.descendant.format(descriptor=descriptor))
        return self.add(font.composite.format(descendant=descendant, to_unicode=to_unicode))

    def file(self, *, root: int, info: int | None = None) -> bytes:
        """Write the file; `info` tells of the document."""
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        places = []
        at = len(parts[0])
        for number, body in enumerate(self._bodies, start=1):
            places.append(at)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            at += len(parts[-1])
        count = len(self._bodies) + 1
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        parts += [b"%010d 00000 n \n" % place for place in places]
        told = b" /Info %d 0 R" % info if info is not None else b""
        parts.append(b"trailer\n<</Size %d /Root %d 0 R%b>>\n" % (count, root, told))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts)
