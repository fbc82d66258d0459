"""Measures badges drawn and written: python benchmarks/badges.py [--badges 1200] [--json].

No server, no printer: layout, dots and PDF alone, each badge with words of its own, so that nothing is
found in a cache but what an event's badges share. Each figure stands beside what was asked for, and its share
of that; a share over 1 misses it. Figures are of this machine, at this minute.
"""

import argparse
import json
import random
import resource
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onsite.badges import drawing, layout, pdf, template
from onsite.badges.values import BadgeValues

DRAWN = 60  # badges a template and resolution
ASKED_DRAWN_MS = 60.0
ASKED_PDF_S = 60.0
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红建文辉玲𠮷䶮㛃喆"
SYLLABLES = (
    "ba",
    "da",
    "fei",
    "gao",
    "hua",
    "jia",
    "kai",
    "lin",
    "mo",
    "nan",
    "ru",
    "shu",
    "tao",
    "xia",
)


def people(count):
    dice = random.Random(7)  # the same for every version that is compared
    for number in range(count):
        name = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2))))
        latin = " ".join("".join(dice.sample(SYLLABLES, 2)).title() for _ in range(2))
        yield BadgeValues(
            event_name="2026年样例医学大会",
            event_name_en="Sample Medical Congress 2026",
            event_place="样例市国际会议中心",
            event_dates="2026-12-05 – 2026-12-07",
            name=name if number % 5 else latin,
            latin_name=latin,
            organisation=f"样例大学第{number % 300}附属医院",
            position=dice.choice(("主任医师", "副教授", "Professor of Surgery", "")),
            category="DEL",
            category_name="代表",
            category_name_en="Delegate",
            category_colour="#0b57a4",
            reg_no=f"R{number:05}",
            credential="C" + "".join(dice.choices("23456789ABCDEFGHJKMNPQRSTVWXYZ", k=28)),
            table=str(number % 120),
        )


def drawn(name, *, dpi, one_bit, pictures=None):
    chosen = template.shipped(name)
    taken = []
    for values in people(DRAWN):
        began = time.perf_counter()
        for page in layout.pages(chosen, values, pictures=pictures):
            drawing.draw_page(page, dpi=dpi, one_bit=one_bit)
        taken.append((time.perf_counter() - began) * 1000)
    return {
        "median_ms": round(statistics.median(taken), 1),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 1),
        "of_asked": round(statistics.median(taken) / ASKED_DRAWN_MS, 2),
    }


def written(count, out, *, name, pictures=None):
    began = time.perf_counter()
    pdf.write(template.shipped(name), people(count), out, pictures=pictures)
    seconds = time.perf_counter() - began
    return {
        "seconds": round(seconds, 2),
        "kilobytes": out.stat().st_size // 1024,
        "of_asked": round(seconds / ASKED_PDF_S * 1200 / count, 3),
    }


def checked(count):
    chosen = template.shipped("badge-90x130")
    began = time.perf_counter()
    found = sum(len(layout.misfits(chosen, values)) for values in people(count))
    return {"seconds": round(time.perf_counter() - began, 2), "misfits": found}


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--badges", type=int, default=1200)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with TemporaryDirectory() as folder:
        logo = Path(folder) / "logo.png"
        Image.radial_gradient("L").resize((800, 600)).convert("RGB").save(logo)
        pictures, out = Path(folder), Path(folder) / "badges.pdf"
        drawn("badge-90x130", dpi=300, one_bit=True)  # fonts are read once, before it counts
        figures = {
            f"{name} drawn, {dpi} dpi, {'1 bit' if one_bit else 'colour'}": drawn(
                name, dpi=dpi, one_bit=one_bit, pictures=pictures
            )
            for name, dpi, one_bit in (
                ("badge-90x130", 300, True),
                ("badge-90x130", 203, True),
                ("badge-90x130", 300, False),
                ("badge-96x134", 300, True),
                ("badge-a6-fold", 300, True),
                ("label-62", 300, True),
            )
        }
        count = options.badges
        figures[f"{count} badges to PDF"] = written(count, out, name="badge-90x130")
        figures[f"{count} badges of two sides with a logo to PDF"] = written(
            count, out, name="badge-96x134", pictures=pictures
        )
        figures[f"{count} people tried on badge-90x130"] = checked(count)
    figures["largest memory"] = {
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    }
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    for what, figure in figures.items():
        print(f"{what:48} " + "  ".join(f"{key} {value}" for key, value in figure.items()))


if __name__ == "__main__":
    main()
