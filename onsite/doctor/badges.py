"""Badges before they are printed: templates with mistakes, stock none fits, names that can't be shown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from onsite.badges.boxes import Template
from onsite.badges.queries import printers
from onsite.badges.sheets import SCREEN
from onsite.badges.template import Templates, template_for
from onsite.badges.template_checks import Person, Trouble, people, troubles
from onsite.badges.template_store import TemplateStore
from onsite.badges.template_use import Use, uses
from onsite.doctor.findings import Finding, Level
from onsite.registration.queries import categories

TOLD = 20  # people by name; the others as a number


def badges(session: Session, store: TemplateStore) -> Iterator[Finding]:
    """Look at the event's templates, at the stock of its printers, and at everyone's name."""
    templates = store.templates()
    found = list(_of_templates(store))
    yield from found
    if not found:
        count = len(templates.own)
        said = f"{count} of the event's own, and those that are shipped, are in order."
        yield Finding("templates", Level.FINE, said)
    taken = {
        category: list(uses(printers(session), templates, category=category))
        for category in ["", *(row.code for row in categories(session))]
    }
    yield from _of_stock(session, taken[""])
    yield from _of_names(list(people(session)), taken, templates)


def _of_templates(store: TemplateStore) -> Iterator[Finding]:
    for kept in store.all():
        if kept.problems:
            more = len(kept.problems) - 1
            rest = f" (and {more} more)" if more else ""
            yield Finding(
                "templates",
                Level.ACT,
                f"{kept.name}: {kept.problems[0]}{rest}.",
                "Mend it on the control page, under templates; until then nothing prints with it.",
                kept.name,
            )


def _of_stock(session: Session, taken: list[Use]) -> Iterator[Finding]:
    for use in taken:
        if use.template is None:
            yield Finding(
                "stock",
                Level.ACT,
                f"{use.printer} has no template for its badges: {use.trouble}",
                "Choose a template of its stock for it, or load other stock.",
                use.printer,
            )
    unknown = [row for row in printers(session) if "badge" in row.prints and row.width_mm is None]
    for row in unknown:
        yield Finding(
            "stock",
            Level.LOOK,
            f"Nobody knows which stock {row.name} holds.",
            "Open it on the control page and save it once more.",
            row.name,
        )
    if taken and not unknown and all(use.template for use in taken):
        yield Finding("stock", Level.FINE, "Every badge printer has a template of its stock.")


def _of_names(
    everyone: list[Person], taken: dict[str, list[Use]], templates: Templates
) -> Iterator[Finding]:
    of_category: dict[str, list[Person]] = defaultdict(list)
    for person in everyone:
        of_category[person.values.category].append(person)
    found: dict[tuple[str, str, str], Trouble] = {}
    for category, persons in of_category.items():
        for template in _used(taken.get(category, []), category, templates):
            for trouble in troubles(template, persons):
                misfit = trouble.misfit
                found.setdefault((trouble.person.reg_no, misfit.why, misfit.text), trouble)
    grave = [each for each in found.values() if each.misfit.why == "no_glyph"]
    small = [each for each in found.values() if each.misfit.why != "no_glyph"]
    yield from _told(grave, Level.ACT)
    yield from _told(small, Level.LOOK)
    if not found:
        said = f"All {len(everyone)} can be printed, every character of them."
        yield Finding("names", Level.FINE, said)


def _used(taken: Iterable[Use], category: str, templates: Templates) -> list[Template]:
    """List the templates a category's badges come out with; without a printer, the usual one."""
    chosen = {use.template.name: use.template for use in taken if use.template}
    return list(chosen.values()) or [template_for(SCREEN, category, templates.own)]


def _told(found: list[Trouble], level: Level) -> Iterator[Finding]:
    for trouble in found[:TOLD]:
        person, misfit = trouble.person, trouble.misfit
        if misfit.why == "no_glyph":
            what = f"has no glyph for {' '.join(misfit.characters)} in {misfit.text!r}"
            todo = "Ask how it is written otherwise and fix it at a desk; it prints as a box."
        else:
            what = f"is set too small to read in {misfit.place}: {misfit.text!r}"
            todo = "Give that box more room or lines in the designer, or shorten it at a desk."
        said = f"{person.name} ({person.reg_no}) {what}."
        yield Finding("names", level, said, todo, person.reg_no)
    if len(found) > TOLD:
        said = f"And {len(found) - TOLD} more like these."
        yield Finding("names", level, said, "The designer lists all of them.")
