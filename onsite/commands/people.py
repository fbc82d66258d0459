"""Commands about who may do what: stations, operators, delegates' credentials."""

import sys
from pathlib import Path

import click

from onsite.commands.options import DIR, JSON, tell


@click.command()
@DIR
@click.option("--role", required=True, metavar="ROLE")
@click.option("--zone", metavar="Z")
@click.option("--checkpoint", metavar="C")
@click.option("--name", metavar="TEXT")
@click.option("--at", metavar="STATION", help="The kiosk or desk a reader-agent reads for.")
@JSON
def pair(
    folder: Path,
    role: str,
    zone: str | None,
    checkpoint: str | None,
    name: str | None,
    at: str | None,
    as_json: bool,
) -> None:
    """Make a station of DIR: a token, and a link good once for 30 minutes."""
    from onsite.local import opened

    if role == "host" and not name:
        name = _host_name()
    with opened(folder) as ask:
        made = ask(
            "POST",
            "/stations",
            {"role": role, "zone": zone, "checkpoint": checkpoint, "name": name, "at": at},
        )
    answer = {name: made[name] for name in ("station", "token", "url")}
    tell(
        answer,
        as_json,
        lambda: [f"{name}: {text}" for name, text in answer.items()],
    )


def _host_name() -> str | None:
    """Ask whose page it is; where nobody can be asked, say what an unnamed one is good for."""
    whose = "the host as named on the guests' sheet (嘉宾, 接待人)"
    if sys.stdin.isatty():
        return str(click.prompt(f"Name of {whose}", err=True)).strip()
    click.echo(
        f"A host's page shows the guests of whom it is named after, and this one has no name: it shows "
        f"nobody. Pair it again with --name and {whose}.",
        err=True,
    )
    return None


@click.command()
@DIR
@click.option("--name", required=True, metavar="TEXT")
@click.option("--role", "roles", required=True, multiple=True, metavar="ROLE")
@click.option("--pin", required=True, metavar="PIN", help="- reads it from stdin.")
def staff(folder: Path, name: str, roles: tuple[str, ...], pin: str) -> None:
    """Give a person of DIR a PIN, so that she can sign in at a station."""
    from onsite.local import opened

    if pin == "-":
        pin = sys.stdin.readline().strip()
    split = [role.strip() for given in roles for role in given.split(",") if role.strip()]
    with opened(folder) as ask:
        ask("POST", "/operators", {"name": name, "roles": split, "pin": pin})
    click.echo(f"{name} can sign in as {', '.join(split)}.")


@click.command()
@DIR
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE.csv")
@click.option("--qr", "folder_of_codes", type=click.Path(path_type=Path), metavar="FOLDER")
def credentials(folder: Path, out: Path, folder_of_codes: Path | None) -> None:
    """Write every delegate's credential, and an e-ticket picture each."""
    from onsite.badges.tickets import write_credentials, write_tickets
    from onsite.local import reading
    from onsite.registration.queries import credentials_to_send

    with reading(folder) as database, database.read() as session:
        rows = credentials_to_send(session)
    write_credentials(rows, out)
    if folder_of_codes is not None:
        write_tickets(rows, folder_of_codes)
    pictures = f", their pictures in {folder_of_codes}" if folder_of_codes else ""
    click.echo(f"{len(rows)} credentials in {out}{pictures}: keep them like the cash box.")
