"""The pages of the client's report while they are filled: sections, paragraphs, room, page numbers.

How a table or a card looks is `report_tables`' and `report_cards`'; what is told is `client_report`'s.
"""

from dataclasses import dataclass, field

from onsite.badges.canvas import RIGHT, Canvas, box
from onsite.badges.fonts import Weight
from onsite.badges.page import Page
from onsite.reports.saying import chinese, english

WIDTH_MM, HEIGHT_MM = 210.0, 297.0
SIDE_MM, TOP_MM, BOTTOM_MM = 18.0, 26.0, 20.0
USED_MM = WIDTH_MM - 2 * SIDE_MM
INK, GREY, RULE, PANEL, WARNING = "#1f2328", "#59636e", "#d5dae0", "#f5f7f9", "#b45309"
SMALL_MM, TEXT_MM, SECTION_MM = 2.6, 3.2, 6.4
SECTION_HEIGHT_MM = 15.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A section as the contents name it."""

    chinese: str
    english: str
    page: int


@dataclass
class Pages:
    """A report's pages.

    Args:
        event_name: Stands at the head of each.
        accent: The event's colour.
        before: Pages that come ahead of these: cover and contents.
    """

    event_name: str
    accent: str
    before: int
    y_mm: float = TOP_MM
    entries: list[Entry] = field(default_factory=list)
    _filled: list[Canvas] = field(default_factory=list)

    @property
    def canvas(self) -> Canvas:
        """The page in hand."""
        if not self._filled:
            self.turn()
        return self._filled[-1]

    def turn(self) -> None:
        """Begin a new page."""
        canvas = Canvas(WIDTH_MM, HEIGHT_MM)
        canvas.say(
            self.event_name,
            (SIDE_MM, 15),
            size_mm=SMALL_MM,
            width_mm=USED_MM,
            colour=GREY,
        )
        canvas.rule([(SIDE_MM, 17.5), (WIDTH_MM - SIDE_MM, 17.5)], colour=RULE)
        self._filled.append(canvas)
        self.y_mm = TOP_MM

    def room_mm(self) -> float:
        """Tell how much of the page in hand is left."""
        return HEIGHT_MM - BOTTOM_MM - self.y_mm if self._filled else 0.0

    def need(self, height_mm: float) -> None:
        """Begin a new page where the one in hand has no room for that much."""
        if self.room_mm() < height_mm:
            self.turn()

    def section(self, key: str, *, with_mm: float = 40.0) -> None:
        """Begin a section under its title in both languages, and enter it in the contents.

        Args:
            key: Of its title, in the papers' words.
            with_mm: How much of what follows must stand on the same page.
        """
        if self._filled and self.y_mm > TOP_MM:
            self.y_mm += 8
        self.need(SECTION_HEIGHT_MM + with_mm)
        canvas, y_mm = self.canvas, self.y_mm
        canvas.fill(box(SIDE_MM, y_mm, 1.4, 8.2), self.accent)
        baseline_mm = y_mm + 6.6
        used_mm = canvas.say(
            chinese(key), (SIDE_MM + 4, baseline_mm), size_mm=SECTION_MM, weight=Weight.BOLD
        )
        canvas.say(
            english(key),
            (SIDE_MM + 4 + used_mm + 3, baseline_mm),
            size_mm=4.2,
            width_mm=USED_MM - used_mm - 7,
            colour=GREY,
        )
        self.entries.append(Entry(chinese(key), english(key), self.before + len(self._filled)))
        self.y_mm += SECTION_HEIGHT_MM

    def subtitle(self, words: str) -> None:
        """Name a part of a section."""
        self.canvas.say(words, (SIDE_MM, self.y_mm + 4), size_mm=3.6, weight=Weight.BOLD)
        self.y_mm += 7.5

    def paragraph(self, words: str, *, size_mm: float = TEXT_MM, colour: str = GREY) -> None:
        """Write a paragraph of a few lines."""
        self.need(12)
        room = box(SIDE_MM, self.y_mm, USED_MM, 40)
        used_mm = self.canvas.write(words, room, size_mm=size_mm, colour=colour)
        self.y_mm += used_mm + 2.4 if used_mm else 0

    def finished(self, *, printed: str) -> list[Page]:
        """Number the pages, and give them.

        Args:
            printed: What stands at their foot besides.
        """
        of = self.before + len(self._filled)
        for number, canvas in enumerate(self._filled, start=self.before + 1):
            foot(canvas, printed=printed, number=f"{number} / {of}")
        return [canvas.page() for canvas in self._filled]


def foot(canvas: Canvas, *, printed: str, number: str) -> None:
    """Write a page's foot."""
    y_mm = HEIGHT_MM - 11
    canvas.say(printed, (SIDE_MM, y_mm), size_mm=SMALL_MM, width_mm=USED_MM - 30, colour=GREY)
    canvas.say(number, (WIDTH_MM - SIDE_MM, y_mm), size_mm=SMALL_MM, colour=GREY, align=RIGHT)
