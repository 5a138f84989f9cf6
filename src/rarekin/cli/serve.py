"""``rarekin serve``: the whole site with one command."""

from __future__ import annotations

import os
import sys
import time

import click

from rarekin.api.home import home
from rarekin.api.keeping import releases as shelf
from rarekin.api.keeping.sync import is_of_this_program
from rarekin.api.making.release import build_release, current
from rarekin.errors import InputError, KnowledgeError, RarekinError
from rarekin.web import one_server, people_database, serving
from rarekin.web.environment import read_switch
from rarekin.web.folder_watch import FolderWatch


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    envvar="PORT",
    show_default=True,
    help="Port to listen on; the variable PORT sets it as well.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    envvar="RAREKIN_BIND",
    show_default=True,
    help="Address to listen on; 0.0.0.0 lets other machines in.",
)
def serve(port: int, host: str) -> None:
    """Serve the site: pages, computations and background work.

    The first start builds the knowledge release from the packaged data; later starts take a
    few seconds. Ctrl-C stops everything. Set RAREKIN_SYNC=off to stay with the packaged data.

    \b
    Example:
      rarekin serve --port 8080
    """
    can_keep = _take_home()
    watch = FolderWatch(home(), _say, _take_anew)
    serving.check_port(host, port)
    if can_keep:
        _ensure_release()
    has_people = serving.prepare(lambda text: click.echo(f"Note: {text}", err=True))
    children = serving.children_of(host, port, sync=read_switch("RAREKIN_SYNC", default=True))
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "[::]"} else host  # noqa: S104
    address = f"http://{shown}:{port}"
    click.echo(address)
    # Whoever sets the site up reaches it under the name that people type.
    address = os.environ.get("RAREKIN_SITE_URL", "").rstrip("/") or address
    if has_people:
        people_database.say_how_to_set_up(address, _say)
    else:
        children.append(serving.people_later(address))
    serving.Supervisor(children, _say, watch.is_another).run()
    click.echo("Stopped.", err=True)


def _take_home() -> bool:
    """Take the data folder for this server; False where it can only be read.

    A disk that was mounted read-only after a fault must not take the public pages away.
    """
    try:
        place = serving.check_home()
    except InputError as error:
        try:
            version = current().version
        except RarekinError:
            raise error from None
        _say(f"Note: {error.message} {error.hint}")
        _say(f"Release {version} is served meanwhile; people wait until the folder can be written.")
        return False
    _hold()
    _say(f"Data folder: {place}")
    return True


def _take_anew() -> None:
    """Take the data folder again after its disk was mounted anew."""
    _hold()
    serving.collect_static()


def _hold() -> None:
    """Keep every other server out of the data folder, as long as this one runs."""
    click.get_current_context().with_resource(one_server.hold(home()))


def _say(text: str) -> None:
    click.echo(text, err=True)


def _ensure_release() -> None:
    """Have a release that this program built; an older one serves where that cannot be."""
    try:
        release = current()
    except KnowledgeError as error:  # none yet, or written by an older version
        click.echo(error.message, err=True)
        _build()
        release = current()
    else:
        if not is_of_this_program(home(), release.version):
            _build_again("The program or its data changed since the last build.")
        elif wrong := _damage():
            _build_again(wrong)
        release = current()
    click.echo(f"Knowledge release: {release.version}", err=True)


def _damage() -> str:
    """Compare every file with its manifest; a bit can fall over in any of them."""
    try:
        shelf.verify()
    except KnowledgeError as error:
        return error.message
    return ""


def _build_again(why: str) -> None:
    """Build; where that cannot be, let the newest whole release serve, whoever built it."""
    click.echo(why, err=True)
    try:
        _build()
    except RarekinError as error:
        click.echo(f"Note: {error.message} {error.hint}", err=True)
        if version := shelf.use_whole():
            click.echo(f"Release {version} serves.", err=True)


def _build() -> None:
    click.echo("Building the knowledge release from the packaged data (once) …", err=True)
    started = time.monotonic()
    with click.progressbar(length=100, file=sys.stderr) as bar:

        def progress(step: str, share: float) -> None:
            bar.label = step
            bar.update(max(0, int(100 * share) - bar.pos))

        build_release(progress=progress)
        bar.update(100 - bar.pos)
    seconds = time.monotonic() - started
    click.echo(f"Built in {seconds:.0f} s.", err=True)
