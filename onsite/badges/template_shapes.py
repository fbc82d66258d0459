"""What the control page is told of templates, as JSON."""

from typing import Any, TypedDict


class ProblemShape(TypedDict):
    """A mistake in a template: the box, such as ``text 3``, or nothing for the whole of it."""

    place: str
    message: str


class TemplateLine(TypedDict):
    """A template in the list; ``printers`` take it for people of no special category."""

    name: str
    title: str
    title_en: str
    prints: str
    width_mm: float | None
    height_mm: float | None
    has_back: bool
    for_categories: list[str]
    is_own: bool
    is_shipped: bool
    etag: str
    problems: list[ProblemShape]
    printers: list[str]


class TemplateList(TypedDict):
    """All templates, and which fields their texts may name."""

    templates: list[TemplateLine]
    fields: dict[str, str]


class TemplateShape(TypedDict):
    """One template: what stands in its file, as a document and as text; its comments are in the text."""

    name: str
    document: dict[str, Any] | None
    source: str
    etag: str
    is_own: bool
    is_shipped: bool
    problems: list[ProblemShape]


class SampleShape(TypedDict):
    """Someone to try a template on; a made-up one has no number."""

    kind: str
    name: str
    reg_no: str | None


class Samples(TypedDict):
    """The hardest names of the event, or made-up ones for who may not see them."""

    samples: list[SampleShape]


class MisfitShape(TypedDict):
    """What a template can't show well; whose it is only to who may see persons."""

    reg_no: str | None
    name: str | None
    place: str
    why: str
    text: str | None
    characters: list[str]


class Checked(TypedDict):
    """A template tried on everyone: how many, the first of what does not fit, how many of those."""

    checked: int
    misfits: list[MisfitShape]
    misfit_count: int
    people_count: int
    problems: list[ProblemShape]


class PictureShape(TypedDict):
    """A picture that templates may show."""

    name: str
    bytes: int


class Pictures(TypedDict):
    """The event's own pictures, by name."""

    pictures: list[PictureShape]
