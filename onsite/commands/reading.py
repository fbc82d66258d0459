"""Commands that read: QR codes in pictures, cameras, identity cards."""

import sys
from pathlib import Path

import click

from onsite.commands.options import CA, JSON, SERVER, TOKEN, tell


@click.command()
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@JSON
def decode(images: tuple[Path, ...], as_json: bool) -> None:
    """Read QR codes from pictures."""
    from onsite.scanner.reader import decode_files

    answer = decode_files(images)
    for row in answer:
        if "error" in row:
            click.echo(f"{row['file']}: {row['error']}", err=True)
    tell(
        answer,
        as_json,
        lambda: [f"{row['file']}: {code}" for row in answer for code in row["codes"]],
    )
    if any("error" in row for row in answer):
        sys.exit(1)


@click.command()
@SERVER
@TOKEN
@click.option("--source", required=True, metavar="0|FILE|URL")
@click.option("--once", is_flag=True, help="End when a device or stream ends.")
@CA
def camera(server: str, token: str, source: str, once: bool, ca: Path | None) -> None:
    """Scan what a camera, a video file or an MJPEG address shows."""
    from onsite.agents.camera import run_camera

    sys.exit(run_camera(server, token, source=source, once=once, ca=ca))


@click.command("card-reader")
@SERVER
@TOKEN
@click.option("--reader", required=True, metavar="MAKE|MAKE@URL", help="zkteco, huashi ...")
@click.option("--once", is_flag=True, help="End after the first card.")
@CA
def card_reader(server: str, token: str, reader: str, once: bool, ca: Path | None) -> None:
    """Send the identity cards laid on this machine's reader to its kiosk or desk."""
    from onsite.agents.card_reader import run_card_reader

    sys.exit(run_card_reader(server, token, reader, once=once, ca=ca))
