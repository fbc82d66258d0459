"""Reading a list of people as it was written in a chat. Pure: text in, people and problems out.

Understood are numbered lines ("1. 张三 13800000001 某医院"), columns with tabs or commas, labelled lines
("姓名：… 单位：… 电话：…", also one label a line) and the 接龙 of WeChat. No line is lost: each becomes part
of a person or a problem that a person looks at.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from onsite.registration.identities import dialled
from onsite.registration.names import fold, same_phone

LONGEST_NAME = 40  # characters: a longer one is a sentence
LONGEST_FIELD = 200

_NUMBERED = re.compile(
    r"^\s*[(（【\[]?\s*(?:No\.?\s*)?\d{1,3}\s*(?:[.．、)）】\]:：]|(?=\s))\s*", re.IGNORECASE
)
_CIRCLED = re.compile(r"^\s*[①-⑳㉑-㉟㊱-㊿⓪]\s*")
_BULLET = re.compile(r"^\s*[-*•·●○▪◆]\s+")
_LABEL = re.compile(
    r"(姓\s*名|名字|单\s*位|工作单位|公司|医院|机构|职\s*务|职\s*称|职位|电\s*话|手\s*机(?:号码?)?|联系方式|联系电话"
    r"|name|organi[sz]ation|company|affiliation|hospital|position|title|phone|mobile|tel)\s*[:：]\s*",
    re.IGNORECASE,
)
_LABELLED = (
    ("name", ("姓名", "名字", "name")),
    ("position", ("职务", "职称", "职位", "position", "title")),
    (
        "phone",
        ("电话", "手机", "手机号", "手机号码", "联系方式", "联系电话", "phone", "mobile", "tel"),
    ),
)
_COLUMNS = re.compile(r"\s*[\t,;|/、()]\s*|\s{2,}|\u3000+")
_PHONE = re.compile(
    r"(?<![\w+])\+?[\d(（][\d\s\-–()（）]{5,20}\d(?!\w)|(?<![\w+])1[3-9]\d{9}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
)
_POSITION = re.compile(
    r"(?:(?:副|正)?(?:主任|院长|所长|处长|科长|部长|经理|总监|教授|研究员|护士长)(?:医师|护师|药师)?"
    r"|(?:主治|住院|副主任|主任)?(?:医师|医生|护师|护士|药师|技师)|讲师|博士|硕士|秘书|助理|会长|秘书长)"
)
_HEADINGS = ("接龙", "报名", "名单", "参会人员", "填写", "格式", "例如", "请", "通知", "截止")
_HEADED = re.compile(r"^\s*(?:#|＃|@|【|——|--|==|\*\*)")
_SEVERAL = re.compile(
    r"[^\W\d_]\s*[+&]\s*\w|[等共及]?\s*\d+\s*[人位名](?!民)|\s\d{1,2}\s*[.、]\s*[^\W\d_]"
)
_ORGANISATION = re.compile(
    r"(?:医院|大学|学院|公司|集团|研究[所院]|中心|卫生院|门诊部?|药业|科技|学会|协会|[局委校社])$"
)
_NAME_LENGTHS = range(2, 5)
_ADDRESSES = frozenset({"男", "女", "先生", "女士"})
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOREIGN_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?:\s+[^\W\d_][\w.'’\-]*){1,4}")


@dataclass
class Person:
    """Someone on the list; `lines` are the numbers, from 1, of the lines she was read from."""

    lines: list[int]
    name: str
    organisation: str = ""
    phone: str = ""
    position: str = ""


@dataclass(frozen=True)
class Problem:
    """A line that is nobody: its number from 1, what it says, and why it is not taken."""

    line: int
    text: str
    code: str


@dataclass
class Pasted:
    """What was read, in the order of the lines."""

    people: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse(text: str) -> Pasted:
    """Read a pasted list.

    Returns:
        People and problems; every line that is not blank is in exactly one of them. Codes of problems:
        ``heading`` (no person, most likely), ``no_name``, ``bad_phone``, ``several_people``,
        ``too_long``.
    """
    found = Pasted()
    open_block: Person | None = None  # a person told by labels, one a line
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _cleaned(raw)
        if not line:
            # A list may have a blank line between blocks, and none within.
            open_block = None
            continue
        labels = _labelled(_unnumbered(line)[0])
        if labels and "name" not in labels and open_block is not None:
            if _add(open_block, labels, number):
                continue
            read: Person | str = "bad_phone"
        else:
            read = _person(line, labels, number)
            open_block = read if labels and isinstance(read, Person) else None
        if isinstance(read, Person):
            found.people.append(read)
        else:
            found.problems.append(Problem(number, raw.strip(), read))
    return found


def repeated(people: list[Person]) -> list[int | None]:
    """Tell for each person the first line of who may be the same further up the list, else None.

    The same name is the same person unless organisation or phone tells them apart; one of the two
    that agrees is enough.
    """
    firsts: list[int | None] = []
    for nth, person in enumerate(people):
        before = next((one for one in people[:nth] if _may_be_same(one, person)), None)
        firsts.append(before.lines[0] if before else None)
    return firsts


def _may_be_same(one: Person, other: Person) -> bool:
    if fold(one.name) != fold(other.name):
        return False
    compared = []
    if one.phone and other.phone:
        compared.append(same_phone(one.phone, other.phone))
    if one.organisation and other.organisation:
        compared.append(fold(one.organisation) == fold(other.organisation))
    return any(compared) or not compared


def _person(line: str, labels: dict[str, str], number: int) -> Person | str:
    """Read the person of a line, or the code of why it is none."""
    rest, is_numbered = _unnumbered(line)
    told = labels or _unlabelled(rest)
    name, phone = told.get("name", ""), told.get("phone", "")
    if not labels and _is_heading(line, rest, is_numbered=is_numbered, phone=phone):
        return "heading"
    if not name:
        return "no_name"
    if _SEVERAL.search(_PHONE.sub("", rest)) or _are_names(
        [name, *told.get("organisation", "").split()], phone
    ):
        return "several_people"
    as_dialled = dialled(phone) if phone else ""
    if as_dialled is None:
        return "bad_phone"
    texts = [name, told.get("organisation", ""), told.get("position", "")]
    if len(name) > LONGEST_NAME or max(map(len, texts)) > LONGEST_FIELD:
        return "too_long"
    return Person([number], name, texts[1], as_dialled, texts[2])


def _cleaned(raw: str) -> str:
    """Take off what can't be seen; a tab stays, for it parts columns."""
    seen = "".join(
        char
        for char in raw.translate(_WIDE)
        if char == "\t" or unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Cn")
    )
    return seen.strip()


def _unnumbered(line: str) -> tuple[str, bool]:
    if (phone := _PHONE.match(line)) is not None and dialled(phone.group()):
        return line, False  # 138 0000 0001 is no 138th line
    for mark in (_NUMBERED, _CIRCLED, _BULLET):
        rest = mark.sub("", line, count=1)
        if rest != line:
            return rest.strip(), True
    return line, False


def _labelled(line: str) -> dict[str, str]:
    """Read ``label: value`` pairs; empty where the line does not begin with a label."""
    marks = list(_LABEL.finditer(line))
    if not marks or marks[0].start() != 0:
        return {}
    told: dict[str, str] = {}
    for at, mark in enumerate(marks):
        until = marks[at + 1].start() if at + 1 < len(marks) else len(line)
        value = line[mark.end() : until].strip(" \t,，;；、|/")
        label = re.sub(r"\s", "", mark.group(1)).lower()
        key = next((key for key, names in _LABELLED if label in names), "organisation")
        told[key] = f"{told.get(key, '')} {value}".strip()
    return told


def _unlabelled(line: str) -> dict[str, str]:
    """Read a line by what its parts look like: a phone, a position, a name first, the rest who for."""
    told: dict[str, str] = {}
    if (phone := _PHONE.search(line)) is not None:
        told["phone"] = phone.group().strip()
        line = f"{line[: phone.start()]}\t{line[phone.end() :]}"
    parts = [part for part in _COLUMNS.split(line.strip()) if part]
    if len(parts) == 1 or (parts and _is_phrase(parts[0])):
        parts = [*_parted(parts[0]), *parts[1:]] if parts else []
    parts = [part.strip(" :：.。-–—()（）") for part in parts]
    parts = [part for part in parts if part and part not in _ADDRESSES]
    if parts and not any(char.isalpha() for char in parts[0]):
        # Digits that are no phone stand where the name should.
        told.setdefault("phone", parts.pop(0))
    elif (digits := next((p for p in parts if _is_number(p)), None)) and "phone" not in told:
        parts.remove(digits)
        told["phone"] = digits
    if len(parts) > 1 and _ORGANISATION.search(parts[0]) and _is_han_name(parts[1]):
        parts[:2] = parts[1], parts[0]
    if parts:
        told["name"] = _without_pictures(parts.pop(0))
    if (position := next((part for part in parts if _POSITION.fullmatch(part)), None)) is not None:
        parts.remove(position)
        told["position"] = position
    if parts:
        told["organisation"] = " ".join(parts)
    return told


def _is_number(part: str) -> bool:
    digits = sum(char.isdigit() for char in part)
    return digits >= 5 and digits >= len(part) - 4  # noqa: PLR2004 - a phone with digits missing


def _is_han_name(part: str) -> bool:
    return (
        len(part) in _NAME_LENGTHS
        and all(map(_has_han, part))
        and not _ORGANISATION.search(part)
        and not _POSITION.fullmatch(part)
    )


def _are_names(parts: list[str], phone: str) -> bool:
    """Tell a line of several names, 张三、李四、王五, from one person's."""
    return not phone and len(parts) > 2 and all(map(_is_han_name, parts))  # noqa: PLR2004


def _without_pictures(name: str) -> str:
    """Take the emoji off that people put beside their names."""
    return "".join(char for char in name if unicodedata.category(char) not in ("So", "Sk")).strip()


def _is_phrase(part: str) -> bool:
    return " " in part


def _parted(part: str) -> list[str]:
    """Part a line by single blanks, unless it is a name in letters: Jean O'Neil stays one."""
    if part.isascii() or (_FOREIGN_NAME.fullmatch(part) and not _has_han(part)):
        words = part.split()
        return [part] if len(words) <= 3 else [" ".join(words[:2]), " ".join(words[2:])]  # noqa: PLR2004
    words = part.split()
    latin = 0
    while latin < len(words) and not _has_han(words[latin]):
        latin += 1
    if latin > 1:  # a name in letters before a Chinese organisation
        return [" ".join(words[:latin]), *words[latin:]]
    if len(words) > 1 and all(len(word) == 1 and _has_han(word) for word in words[:2]):
        return ["".join(words[:2]), *words[2:]]  # 李 四, spaced to stand under 张三丰
    return words


def _has_han(text: str) -> bool:
    return any("CJK" in unicodedata.name(char, "") for char in text)


def _is_heading(line: str, rest: str, *, is_numbered: bool, phone: str) -> bool:
    """Tell a title, a rule or a request from a person."""
    if not any(char.isalpha() for char in rest) and not phone:
        return not is_numbered or bool(rest)
    if phone:
        return False
    if _HEADED.match(line):
        return True
    asks = any(word in rest for word in _HEADINGS)
    return not is_numbered and (asks or rest.endswith(("：", ":", "。", "！", "!", "？", "?")))


def _add(person: Person, labels: dict[str, str], number: int) -> bool:
    """Add a labelled line to the person above it; False when it can't be hers."""
    phone = labels.get("phone")
    written = dialled(phone) if phone else ""
    if written is None:
        return False
    person.phone = person.phone or written
    for key in ("organisation", "position"):
        if key in labels and len(labels[key]) <= LONGEST_FIELD:
            setattr(person, key, f"{getattr(person, key)} {labels[key]}".strip())
    person.lines.append(number)
    return True
