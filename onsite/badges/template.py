"""Templates: readable TOML files of boxes in millimetres, read and checked, and which one is taken.

What a template is made of is `boxes`, its text `template_text`, its mistakes `template_faults`; what
stands in the boxes is ``layout``'s, how it is drawn ``drawing``'s.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import msgspec

from onsite.badges import template_faults, template_text
from onsite.badges.boxes import Box, Template, TextBox
from onsite.badges.template_text import Problem

__all__ = ["Box", "Problem", "Template", "TextBox"]

FOLDER = Path(__file__).parent / "templates"
MM_PER_INCH = 25.4
ROUNDING_MM = 0.2  # a page of whole dots may be that much smaller than its name says
SAME_MM = 1.0  # stock is the template's own when it is that close


class TemplateError(ValueError):
    """A template can't be used; says where it is wrong and what is accepted."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)


class Page(Protocol):
    """A printer's page, as far as choosing a template needs it."""

    @property
    def width_dots(self) -> int:
        """Its width."""
        ...

    @property
    def height_dots(self) -> int | None:
        """Its height, None on a roll."""
        ...

    @property
    def dpi(self) -> float:
        """Dots an inch."""
        ...


@dataclass(frozen=True)
class Templates:
    """The templates of an event.

    Args:
        own: The event's; one of a shipped template's name stands in its place.
        pictures: The folder of its own pictures.
        wanted: The name of the one a printer is set to.
        faulty: The event's files that can't be used: name -> the first mistake.
    """

    own: Sequence[Template] = ()
    pictures: Path | None = None
    wanted: str | None = None
    faulty: Mapping[str, str] = field(default_factory=dict)

    def all(self) -> list[Template]:
        """List the event's own, then the shipped ones that none of those replaces."""
        names = {template.name for template in self.own}
        return [*self.own, *(shipped(name) for name in shipped_names() if name not in names)]

    def named(self, name: str) -> Template:
        """Find one by its name.

        Raises:
            TemplateError: There is none of that name, or its file has mistakes.
        """
        found = next((template for template in self.own if template.name == name), None)
        if found is None and name in self.faulty:
            raise TemplateError(
                f"The template {name!r} has mistakes ({self.faulty[name]}); mend it, or set the "
                "printer to another."
            )
        if found is None and name not in shipped_names():
            known = ", ".join(template.name for template in self.all())
            raise TemplateError(f"There is no template {name!r}; there are {known}.")
        return found or shipped(name)


SHIPPED = Templates()


def parse(text: str, *, name: str, pictures: Path | None = None) -> Template:
    """Read a template's TOML text.

    Args:
        text: The file's content.
        name: The file's name without its ending.
        pictures: The folder of the event's own pictures.

    Raises:
        TemplateError: All that is wrong with it, in ``problems`` and a line each.
    """
    template, problems = template_text.read(text)
    if template is not None:
        template = msgspec.structs.replace(template, name=name)
        problems = template_faults.problems(template, folder=pictures)
    if template is None or problems:
        raise TemplateError("\n".join(f"{name}.toml: {said}" for said in problems), problems)
    return template


def dump(template: Template) -> str:
    """Write a template as TOML text, which ``parse`` reads back; comments of a file are lost."""
    return template_text.written(template)


def load(path: Path) -> Template:
    """Read a template file; its pictures lie beside it.

    Raises:
        TemplateError: As ``parse``, or the file can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path.name}: can't be read as TOML ({error}).") from error
    return parse(text, name=path.stem, pictures=path.parent)


@functools.cache
def shipped_names() -> tuple[str, ...]:
    """List the names of the templates that come with the program, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@functools.cache
def shipped(name: str) -> Template:
    """One of the templates that come with the program.

    Raises:
        TemplateError: There is none of that name.
    """
    if name not in shipped_names():
        raise TemplateError(
            f"There is no template {name!r}; there are {', '.join(shipped_names())}."
        )
    return load(FOLDER / f"{name}.toml")


def template_for(
    page: Page,
    category: str = "",
    own: Sequence[Template] = (),
    *,
    prints: str = "badge",
    wanted: str | None = None,
    faulty: Mapping[str, str] | None = None,
) -> Template:
    """Choose the template for a printer's page.

    The one the printer is set to; else one made for the category before one for all, one of exactly this
    stock before a smaller one, the event's own before a shipped one, and then the largest. What folds or
    has a back is taken on its own stock only.

    Args:
        page: The printer's page.
        category: Code of the person's category.
        own: The event's own templates.
        prints: What is printed.
        wanted: The name of the template the printer is set to.
        faulty: The event's files that can't be used, as `Templates` has them.

    Raises:
        TemplateError: The page is too small for each of them, or for the one it is set to, or that one is
            gone or has mistakes.
    """
    known = Templates(own, faulty=faulty or {})
    width_mm = page.width_dots / page.dpi * MM_PER_INCH
    height_mm = page.height_dots / page.dpi * MM_PER_INCH if page.height_dots else None
    if wanted is not None:
        template = known.named(wanted)
        if not _fits(template, width_mm, height_mm):
            raise TemplateError(_wrong_stock(template, width_mm, height_mm))
        return template
    meant = [
        template
        for template in known.all()
        if template.prints == prints
        and template.boxes
        and (not template.for_categories or category in template.for_categories)
    ]
    fitting = [template for template in meant if _may_be_taken(template, width_mm, height_mm)]
    if not fitting:
        raise TemplateError(_no_room(meant, prints, width_mm))
    return max(
        fitting,
        key=lambda template: (
            bool(template.for_categories),
            _is_same(template, width_mm, height_mm),
            template in known.own,
            template.width_mm * (template.height_mm or 0),
        ),
    )


def _fits(template: Template, width_mm: float, height_mm: float | None) -> bool:
    return (
        template.width_mm <= width_mm + ROUNDING_MM
        and (template.height_mm or 0) <= (height_mm or float("inf")) + ROUNDING_MM
    )


def _is_same(template: Template, width_mm: float, height_mm: float | None) -> bool:
    height = template.height_mm
    is_high = height_mm is None or (height is not None and abs(height - height_mm) <= SAME_MM)
    return abs(template.width_mm - width_mm) <= SAME_MM and is_high


def _may_be_taken(template: Template, width_mm: float, height_mm: float | None) -> bool:
    if template.fold or template.has_back:
        return height_mm is not None and _is_same(template, width_mm, height_mm)
    return _fits(template, width_mm, height_mm)


def _wrong_stock(template: Template, width_mm: float, height_mm: float | None) -> str:
    holds = f"{width_mm:.0f} x {height_mm:.0f} mm" if height_mm else f"a roll of {width_mm:.0f} mm"
    return (
        f"The template {template.name!r} is for stock of {size_of(template)}, and this printer holds "
        f"{holds}; load the right stock, or choose another template for this printer."
    )


def _no_room(meant: Sequence[Template], prints: str, width_mm: float) -> str:
    sizes = ", ".join(dict.fromkeys(size_of(template) for template in meant)) or "there is none"
    return (
        f"A page {width_mm:.0f} mm wide has no room for a {prints} ({sizes}); use a wider printer, or "
        "correct width_dots, height_mm and dpi in its address."
    )


def size_of(template: Template) -> str:
    """Say a template's stock: ``90 x 130 mm``, or ``72 mm wide`` on a roll."""
    if template.height_mm is None:
        return f"{template.width_mm:g} mm wide"
    return f"{template.width_mm:g} x {template.height_mm:g} mm"
