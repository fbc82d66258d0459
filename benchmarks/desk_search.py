"""How long founding an event and searching at its desk take, by the number of delegates.

    python benchmarks/desk_search.py [DELEGATES]

Makes a CSV plan in a throw-away folder, founds the event, then types names, pinyin, numbers, phone
tails and organisations letter by letter, as a desk does, and tells the median and slowest search.
"""

import csv
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from onsite.config import Settings
from onsite.db import Database
from onsite.founding import found_event
from onsite.planning.reading import read_plan
from onsite.registration.search import hits

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余单仇解查盖"
)
GIVEN = "明华强伟芳娜敏静丽军洋勇艳杰娟涛超秀霞平刚桂英兰玉梅建国志晓春生文海龙雪梦佳宇轩浩然"
PLACES = ["华东", "华南", "中南", "西北", "东北", "江北", "两江", "城西", "滨海", "云岭"]
KINDS = [
    "医学院附属第一医院",
    "医学院附属第二医院",
    "人民医院",
    "中心医院",
    "大学公共卫生学院",
    "肿瘤研究所",
]
LATIN = [
    "Anna",
    "Boris",
    "Clara",
    "Dmitri",
    "Élise",
    "Farid",
    "Greta",
    "Hamid",
    "Ingrid",
    "Jörg",
    "Karim",
    "Łukasz",
    "Márta",
    "Nadia",
    "Otto",
]
LAST = [
    "Novák",
    "Müller",
    "García",
    "Øster",
    "Kowalski",
    "Haddad",
    "Nguyễn",
    "Silva",
    "Rossi",
    "Tanaka",
    "Olsson",
    "Weber",
]


def write_plan(folder: Path, *, delegates: int) -> Path:
    """Write a CSV plan of so many delegates: nine in ten with Chinese names."""
    folder.mkdir(parents=True)
    sheets = {
        "event": [
            ("key", "value"),
            ("name", "大会"),
            ("code", "BIG26"),
            ("starts_on", "2026-12-04"),
            ("ends_on", "2026-12-06"),
        ],
        "categories": [("code", "name", "zone", "fee"), ("MEM", "代表", "PRE", "1800")],
        "zones": [("code", "name"), ("PRE", "预注册")],
        "checkpoints": [("code", "name", "hall", "direction"), ("H1-IN", "入口", "H1", "进")],
        "delegates": [
            ("reg_no", "name", "latin_name", "organisation", "category", "phone", "due", "paid"),
            *(_delegate(number) for number in range(1, delegates + 1)),
        ],
    }
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    resources = [{"name": name, "path": f"{name}.csv"} for name in sheets]
    package = {"name": "big", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def _delegate(number: int) -> tuple[str, ...]:
    pick = random.Random(number).choice
    if number % 10:
        name = pick(SURNAMES) + "".join(pick(GIVEN) for _ in range(pick((1, 2, 2))))
        latin = ""
    else:
        name = latin = f"{pick(LATIN)} {pick(LAST)}"
    organisation = f"{pick(PLACES)}{pick(KINDS)}"
    phone = f"1{pick('3578')}{pick('0123456789')}{random.Random(number).randrange(10**8):08d}"
    return (f"B{number:06d}", name, latin, organisation, "MEM", phone, "1800", "1800")


def typed() -> list[str]:
    """List what is typed, letter by letter."""
    whole = [
        "王明华", "单晓", "wangminghua", "shanxiao", "wmh", "lj", "B004321", "4321", "04321",
        "13800", "8765", "novak", "jorg muller", "müller", "wang ming", "李 人民医院", "张 华东",
        "华东医学院", "人民医院", "中心医院", "肿瘤", "wang 肿瘤", "zz nobody",
    ]  # fmt: skip
    return [text[:length] for text in whole for length in range(1, len(text) + 1)]


def main() -> None:
    """Found, search, tell."""
    delegates = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        plan = write_plan(Path(folder) / "plan", delegates=delegates)
        began = time.perf_counter()
        reading = read_plan(plan)
        assert reading.plan is not None, reading.errors[:5]
        read_s = time.perf_counter() - began
        event = found_event(
            Path(folder) / "event", reading.plan, plan_path=plan, settings=Settings()
        )
        founded_s = time.perf_counter() - began
        size_mb = event.database.stat().st_size / 1e6
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{delegates} delegates: read {read_s:.1f} s, founded {founded_s:.1f} s, "
            f"{size_mb:.0f} MB, {peak_mb:.0f} MB memory"
        )
        _search(Database(event.database))


def _search(database: Database) -> None:
    times = []
    for text in typed():
        began = time.perf_counter()
        with database.read() as session:
            found = hits(session, text, limit=21)
        times.append(((time.perf_counter() - began) * 1000, text, len(found)))
    middle = statistics.median(took for took, _, _ in times)
    times.sort(reverse=True)
    print(f"{len(times)} searches: median {middle:.1f} ms")
    for took, text, count in times[:12]:
        print(f"  {took:7.1f} ms  {text!r} ({count})")
    database.close()


if __name__ == "__main__":
    main()
