"""Taking planners' later changes in: what will change, what is refused, and why."""

import uuid
from pathlib import Path
from typing import Any

import click

from onsite.commands.exchanging import exchange_lines
from onsite.commands.options import DIR, JSON, tell_problems

ANSWER_S = 300  # a list of 100,000 on a busy laptop
NOTES = {
    "badge_printed": "her badge is printed already, print it again",
    "money_here": "money was taken here, give it back at the finance desk",
}


@click.command()
@DIR
@click.option(
    "--from",
    "plan",
    type=str,
    metavar="PLAN",
    help="The later plan; the one of init unless told.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@JSON
def refresh(folder: Path, plan: str | None, dry_run: bool, as_json: bool) -> None:
    """Take in what the planners changed since."""
    from onsite.local import opened
    from onsite.planning.stores import plan_address

    body: dict[str, Any] = {} if plan is None else {"path": plan_address(plan)}
    with opened(folder) as ask:
        if dry_run:
            answer = ask("POST", "/refresh-previews", body, answer_s=ANSWER_S)
        else:
            body["refresh_id"] = str(uuid.uuid4())
            answer = ask("POST", "/refreshes", body, answer_s=ANSWER_S)
    tell_problems(answer, as_json, untouched="nothing was changed")
    if not as_json:
        for line in _lines(answer, dry_run=dry_run):
            click.echo(line)


def _lines(answer: dict[str, Any], *, dry_run: bool) -> list[str]:
    lines = [_change(row) for row in answer["changes"]]
    lines += [
        f"{row['sheet']}!{row['cell']}: {row['key']} {row['heading']} stays {row['onsite']!r} "
        f"(the plan says {row['planned']!r}): {row['why']}; {row['todo']}"
        for row in answer["refused"]
    ]
    lines += [
        f"{row['sheet']}: {row['key']} {row['name']} is not on the list any more"
        f"{' and is here' if row['acted'] else ''}; kept (write 取消 under 状态 to cancel)"
        if row["sheet"] == "代表名单"
        else f"{row['sheet']}: {row['key']} {row['name']} is not on the list any more; kept"
        for row in answer["gone"]
    ]
    counts = answer["counts"]
    if not answer["changes"]:
        is_same = not answer["refused"] and not answer["gone"]
        lines.append(
            "Nothing to take in: the event says it all already."
            if is_same
            else "Nothing to take in besides."
        )
    else:
        told = [
            f"{counts[name]} {words}"
            for name, words in (
                ("added", "added"),
                ("changed", "changed"),
                ("cancelled", "cancelled"),
                ("taken_up", "taken up again"),
            )
            if counts[name]
        ]
        lines.append(f"{'Would be: ' if dry_run else ''}{', '.join(told)}")
    whom = "; onsite sync tells whom, and why"
    lines += exchange_lines(answer.get("check_ins"), dry_run=dry_run, whom=whom)
    if counts["refused"]:
        lines.append(f"{counts['refused']} refused")
    return lines


def _change(row: dict[str, str]) -> str:
    place = f"{row['sheet']}!{row['cell']}: {row['key']} {row['name']}"
    note = f"; {NOTES[row['note']]}" if row["note"] else ""
    if row["what"] == "added":
        return f"{place}: new{note}"
    return f"{place}: {row['heading']} {row['before']!r} -> {row['after']!r}{note}"
