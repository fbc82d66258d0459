"""The event's own templates and pictures: files in its folder `templates/`, read, written and taken away.

A file is written whole or not at all, and only by who has seen what it replaces. What a template says is
`template`'s; the shipped ones are read from the program.
"""

import hashlib
import io
import re
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image, ImageOps

from onsite.badges import template, template_faults, template_text
from onsite.badges.boxes import Template
from onsite.badges.pictures import FORMATS, MOST_PIXELS
from onsite.badges.template import Problem, Templates
from onsite.config import write_private
from onsite.errors import OnsiteError, not_found

MOST_TEMPLATES = 200
LARGEST_SOURCE_BYTES = 256 << 10
LARGEST_PICTURE_BYTES = 2_000_000
LONGEST_SIDE_PX = 3508  # A4 at 300 dpi
TAKEN = ("samples", "preview", "check")  # addresses beside the templates' own
NAME = re.compile(r"\w[\w .-]{0,59}")
PICTURE_NAME = re.compile(r"\w[\w .()-]{0,80}\.(png|jpe?g)", re.IGNORECASE)


@dataclass(frozen=True)
class Stored:
    """A template as it is kept.

    Args:
        name: Its file's, without the ending.
        source: The file's text.
        etag: Another one whenever the text is another.
        is_own: The event's own, not one that is shipped.
        is_shipped: One of that name is shipped.
        template: None where it can't be understood at all.
        problems: What is wrong with it; printing leaves out one that has any.
    """

    name: str
    source: str
    etag: str
    is_own: bool
    is_shipped: bool
    template: Template | None
    problems: tuple[Problem, ...]


class TemplatesRefusedError(OnsiteError):
    """A template that has problems was to be kept; it names them all."""

    def __init__(self, problems: list[Problem]) -> None:
        said = "; ".join(map(str, problems[:5]))
        super().__init__(
            "template_problems",
            f"This template can't be printed as it is: {said}. The one before is kept; mend it.",
            field="document",
        )
        self.problems = problems


class TemplateStore:
    """The templates of one event.

    Args:
        folder: `templates/` of the event; made when something is first written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[tuple[int, int], Stored]] = {}
        self._writing = threading.Lock()

    def all(self) -> list[Stored]:
        """List the event's own and those shipped ones that none of them replaces, by name."""
        own = {stored.name: stored for stored in self._own()}
        shipped = {name: self._shipped(name) for name in template.shipped_names()}
        return [stored for _, stored in sorted((shipped | own).items())]

    def get(self, name: str) -> Stored:
        """Read one, the event's own before a shipped one.

        Raises:
            OnsiteError: ``unknown_template`` (404).
        """
        found = self._find(name)
        if found is None:
            raise not_found("template", name)
        return found

    def templates(self, wanted: str | None = None) -> Templates:
        """Give what pages are drawn with; a file with a problem is left out, and said where it is wanted.

        Args:
            wanted: The name of the one a printer is set to.
        """
        kept = list(self._own())
        own = [each.template for each in kept if each.template and not each.problems]
        faulty = {each.name: str(each.problems[0]) for each in kept if each.problems}
        return Templates(own, self.folder, wanted, faulty)

    def put(self, name: str, source: str, *, etag: str | None) -> Stored:
        """Keep a template's text.

        Args:
            name: Its name.
            source: TOML.
            etag: Of what it replaces, None where there is none.

        Raises:
            OnsiteError: ``bad_name``, ``template_too_large`` (413), ``too_many_templates``,
                ``template_problems``, ``changed_meanwhile`` (409).
        """
        _check_name(name)
        content = source.encode()
        if len(content) > LARGEST_SOURCE_BYTES:
            raise OnsiteError(
                "template_too_large",
                f"A template's file has at most {LARGEST_SOURCE_BYTES >> 10} KiB; "
                "take boxes out, or text.",
                status=413,
                field="source",
            )
        kept = self._understood(name, source, is_own=True)
        if kept.problems:
            raise TemplatesRefusedError(list(kept.problems))
        with self._writing:
            self._must_be(name, etag)
            if sum(1 for _ in self._files()) >= MOST_TEMPLATES and not self._path(name).exists():
                raise OnsiteError(
                    "too_many_templates",
                    f"There are {MOST_TEMPLATES} templates; take one away first.",
                    field="name",
                )
            self.folder.mkdir(mode=0o700, exist_ok=True)
            write_private(self._path(name), content)
        return kept

    def remove(self, name: str, *, etag: str | None = None) -> None:
        """Take one of the event's own away; a shipped one of its name is there again.

        Args:
            name: Which.
            etag: Of the one that was seen; None takes it away whatever it says.

        Raises:
            OnsiteError: ``unknown_template`` (404), ``shipped_template``, ``changed_meanwhile`` (409).
        """
        with self._writing:
            if not self.get(name).is_own:
                raise OnsiteError(
                    "shipped_template",
                    f"{name!r} comes with the program and stays; change a copy of it instead.",
                    field="name",
                )
            if etag is not None:
                self._must_be(name, etag)
            self._path(name).unlink(missing_ok=True)

    def understood(self, name: str, source: str | dict[str, Any]) -> Stored:
        """Read a template that is not kept: the text of a file, or what stands in one."""
        if isinstance(source, str):
            return self._understood(name, source, is_own=True)
        read, problems = template_text.checked(source)
        text = template.dump(read) if read else ""
        return self._judged(name, text, read, problems, is_own=True)

    def pictures(self) -> list[Path]:
        """List the pictures beside the templates, by name."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted(path for path in found if PICTURE_NAME.fullmatch(path.name))

    def put_picture(self, name: str, content: bytes) -> Path:
        """Keep a picture, drawn anew: nothing of its file but what is seen of it.

        Raises:
            OnsiteError: ``bad_name``, ``picture_too_large`` (413), ``no_picture``.
        """
        if not PICTURE_NAME.fullmatch(name):
            raise OnsiteError(
                "bad_name",
                "A picture is called by letters and digits and ends in .png, .jpg or .jpeg.",
                field="name",
            )
        if len(content) > LARGEST_PICTURE_BYTES:
            raise OnsiteError(
                "picture_too_large",
                f"A picture has at most {LARGEST_PICTURE_BYTES // 1_000_000} MB; make it smaller.",
                status=413,
                field="picture",
            )
        drawn = _drawn_anew(content, is_png=name.lower().endswith(".png"))
        self.folder.mkdir(mode=0o700, exist_ok=True)
        write_private(self.folder / name, drawn)
        return self.folder / name

    def _own(self) -> Iterator[Stored]:
        for path in sorted(self._files()):
            try:
                seen = path.stat()
                mark = (seen.st_mtime_ns, seen.st_size)
                known = self._seen.get(path)
                if known is None or known[0] != mark:
                    source = path.read_text(encoding="utf-8", errors="replace")
                    known = (mark, self._understood(path.stem, source, is_own=True))
                    self._seen[path] = known
            except OSError:  # taken away at this moment
                continue
            yield known[1]

    def _files(self) -> Iterator[Path]:
        found = self.folder.glob("*.toml") if self.folder.is_dir() else ()
        return (path for path in found if NAME.fullmatch(path.stem))

    def _shipped(self, name: str) -> Stored:
        source = (template.FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        return self._understood(name, source, is_own=False)

    def _find(self, name: str) -> Stored | None:
        own = next((stored for stored in self._own() if stored.name == name), None)
        return own or (self._shipped(name) if name in template.shipped_names() else None)

    def _understood(self, name: str, source: str, *, is_own: bool) -> Stored:
        read, problems = template_text.read(source)
        return self._judged(name, source, read, problems, is_own=is_own)

    def _judged(
        self,
        name: str,
        source: str,
        read: Template | None,
        problems: list[Problem],
        *,
        is_own: bool,
    ) -> Stored:
        if read is not None:
            read = msgspec.structs.replace(read, name=name)
            problems = template_faults.problems(read, folder=self.folder)
        etag = hashlib.sha256(source.encode()).hexdigest()[:32]
        is_shipped = name in template.shipped_names()
        return Stored(name, source, etag, is_own, is_shipped, read, tuple(problems))

    def _must_be(self, name: str, etag: str | None) -> None:
        kept = self._find(name)
        if (kept.etag if kept else None) != etag:
            raise OnsiteError(
                "changed_meanwhile",
                f"Somebody else changed {name!r} meanwhile; look at it, then save yours over it or "
                "under another name.",
                status=409,
                field="etag",
            )

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.toml"


def document_of(stored: Stored) -> dict[str, Any] | None:
    """Tell what stands in a template's file; None where it is no TOML."""
    try:
        return tomllib.loads(stored.source)
    except tomllib.TOMLDecodeError:
        return None


def _check_name(name: str) -> None:
    is_taken = name in TAKEN or name.endswith((".", ".toml"))
    if not NAME.fullmatch(name) or name != name.strip() or is_taken:
        raise OnsiteError(
            "bad_name",
            "A template is called by letters, digits, blanks, dots and dashes, 60 at most, such as "
            "badge-vip.",
            field="name",
        )


def _drawn_anew(content: bytes, *, is_png: bool) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as given:
            if given.width * given.height > MOST_PIXELS:
                raise OnsiteError(
                    "no_picture",
                    "This picture has over 40 megapixels; make it smaller.",
                    field="picture",
                )
            upright = ImageOps.exif_transpose(given)
            drawn = upright.convert("RGBA" if is_png else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise OnsiteError(
            "no_picture",
            "This is no picture that can be printed; save it as PNG or JPEG and try again.",
            field="picture",
        ) from error
    drawn.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    out = io.BytesIO()
    drawn.save(out, "PNG" if is_png else "JPEG", quality=92)
    return out.getvalue()
