"""The command line: ``mapapp build``, ``serve``, ``geoparse``, ``export``, ``gazetteer``."""

from __future__ import annotations

import errno
import json
import logging
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TextIO

import click

from geodata.errors import DocumentError, GeodataError
from mapapp.commands.export import export
from mapapp.commands.gazetteer import gazetteer
from mapapp.commands.geocoders import with_geocoder
from mapapp.commands.progress import Bar
from mapapp.settings import Settings, from_environment

if TYPE_CHECKING:
    from geodata.geocoders import Gaps
    from geodata.ingest import BuildReport
    from geodata.model import Document, Parsed

# Commands import what they need: geopandas alone takes longer than `mapapp --help` should.

_LARGEST_REQUEST = 1_000_000  # bytes; more than any page sends, too little to fill a disk

_MOST_NAMED = 5  # documents in one line

# What may not be read is told in its turn, and the other paths are read.
_PATH = click.Path(path_type=Path, readable=False)


class _Guarded(click.Group):
    """A group whose every failure is one line on standard error and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = error.exit_code
        except click.ClickException as error:
            code = error.exit_code
            _say(_with_help(error))
        except (click.Abort, KeyboardInterrupt):
            code = 1
            _say("stopped; what was done is kept, the same command goes on from there")
        except GeodataError as error:
            code = 1
            _say(str(error))
        except OSError as error:
            if os.environ.get("MAPAPP_DEBUG"):
                raise
            code = 1
            _say(_of_system(error))
        except Exception as error:
            if os.environ.get("MAPAPP_DEBUG"):
                raise
            code = 1
            _say(f"unexpected {type(error).__name__}: {error} (MAPAPP_DEBUG=1 shows where)")
        sys.exit(code or 0)


def _say(line: str) -> None:
    """One line, in which the names of files and places cannot command the terminal."""
    click.echo(f"mapapp: {_plain(' '.join(line.split()))}", err=True)


def _plain(line: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def _of_system(error: OSError) -> str:
    what = f"{error.filename}: " if error.filename else ""
    todo = {
        errno.ENOSPC: "make room, then run the same command again",
        errno.EACCES: "check the permissions",
    }
    return f"{what}{error.strerror or error}; {todo.get(error.errno or 0, 'check the path')}"


def _with_help(error: click.ClickException) -> str:
    command = getattr(error, "ctx", None)
    hint = f" (see {command.command_path} --help)" if command else ""
    return error.format_message().rstrip(".") + hint


@click.group(cls=_Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mapapp", message="%(prog)s %(version)s")
def cli() -> None:
    """Texts in, maps that can be checked out.

    \b
    Start here:
      mapapp build articles/          read a folder of texts into atlas.gpkg
      mapapp serve                    look at it on http://127.0.0.1:5000/
    \b
    Without a map:
      mapapp geoparse report.txt      the places of a text, as JSON
      mapapp gazetteer search Astara  what a name can mean

    Texts are .txt, .md, .html and .jsonl files. Nothing is sent anywhere unless you name an online
    --geocoder, and then only names of places that no list has. Settings may also be given as
    environment variables: MAPAPP_PORT=8000 is --port 8000.

    Exit status: 0 when all went well, 1 when something could not be done or read (what could is
    there), 2 for a command line that makes no sense.
    """


@cli.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=_PATH)
@click.option("-o", "--output", "atlas", type=_PATH, help="The atlas.  [default: atlas.gpkg]")
@click.option("--prune", is_flag=True, help="Take out documents whose files are gone.")
@click.option("--again", is_flag=True, help="Parse unchanged documents again, too.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes.  [default: one a core]")
@with_geocoder
def build(
    paths: tuple[Path, ...],
    atlas: Path | None,
    prune: bool,
    again: bool,
    workers: int | None,
    gaps: Gaps | None,
) -> int:
    """Read documents into an atlas.

    PATH is a file or a folder, read with all below it; without one, the folder seeds/ is read.
    Only new and changed files are read again. Documents whose files are gone stay unless you say
    --prune; what people decided about places always stays.

    \b
    Examples:
      mapapp build                          seeds/ into atlas.gpkg
      mapapp build news/ notes.md -o iran.gpkg
      mapapp build news/ -o iran.gpkg --prune
    """
    from geodata import ingest, spread

    output = from_environment(atlas=atlas).atlas
    spread.collect_seldom()
    with Bar() as bar:
        report = ingest.build(
            _or_seeds(paths),
            output,
            progress=bar,
            prune=prune,
            again=again,
            workers=workers,
            gaps=gaps,
        )
    return _tell(report, output)


def _or_seeds(paths: Sequence[Path]) -> Sequence[Path]:
    seeds = Path("seeds")
    if not paths and not seeds.is_dir():
        raise click.UsageError(
            "no PATH given, and there is no folder seeds/ here: name the files or folders to read",
            click.get_current_context(),
        )
    return paths or [seeds]


def _tell(report: BuildReport, atlas: Path) -> int:
    for error in report.failed:
        _say(str(error))
    for name in report.gone:
        done = "was taken out" if report.pruned else "stays in the atlas (--prune takes it out)"
        _say(f"{name}: its file is gone; it {done}")
    _tell_foreign(report.foreign)
    if not atlas.exists():
        _say(f"{atlas}: not written, because no document could be read")
        return 1
    counts = f"{report.read} read, {report.unchanged} unchanged, {len(report.failed)} not read"
    click.echo(f"{atlas}: {counts}")
    return 1 if report.failed else 0


def _tell_foreign(names: Sequence[str]) -> None:
    """A line on the documents that are read only in part, if there are any."""
    if names:
        more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
        what = "only names of places are found there, and not all of them"
        _say(f"not in English, as it seems: {', '.join(names[:_MOST_NAMED])}{more}; {what}")


@cli.command()
@click.argument("atlas", required=False, type=_PATH)
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: 5000]")
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1, this machine alone]")
def serve(atlas: Path | None, port: int | None, host: str | None) -> int:
    """Show an atlas in the browser.

    ATLAS is a file that `mapapp build` has written, by default atlas.gpkg. A build beside a
    running server is fine: the pages show it when it is done. Ctrl-C stops.

    \b
    Examples:
      mapapp serve
      mapapp serve iran.gpkg --port 8000
      mapapp serve --host 0.0.0.0        for all who can reach this machine
    """
    from geodata.atlas import Atlas

    settings = from_environment(atlas=atlas, port=port, host=host)
    with Atlas.open(settings.atlas):
        pass  # told now rather than by the first page
    _serve(settings)
    return 0


def _serve(settings: Settings) -> None:
    import waitress

    from mapapp import create_app, memory

    memory.share_pool()
    app = create_app(settings)
    # That a request waits for a thread is no news to whoever runs this.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with closing(_listen(settings)) as listener:
        server = waitress.create_server(
            app,
            sockets=[listener],
            threads=settings.threads,
            ident="mapapp",
            max_request_body_size=_LARGEST_REQUEST,
            # They tell that a proxy speaks for somebody else: security.may_write must see them.
            clear_untrusted_proxy_headers=False,
        )
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        click.echo(f"{settings.atlas} is on http://{host}:{settings.port}/ (Ctrl-C stops)")
        sys.stdout.flush()
        try:
            server.run()
        finally:
            server.close()


def _listen(settings: Settings) -> socket.socket:
    """The socket to serve on; click.ClickException tells why there is none."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except (OSError, ValueError, OverflowError) as error:
        raise click.ClickException(_why_not(settings, error)) from error


def _why_not(settings: Settings, error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        free = settings.port + 1 if settings.port < 65535 else 8000
        return f"port {settings.port} is in use: stop what uses it, or try --port {free}"
    if number == errno.EACCES:
        return f"port {settings.port} is not permitted: ports from 1024 on need no rights"
    return f"cannot listen on {settings.host}:{settings.port}: {error}; check --host"


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes.  [default: one a core]")
@click.option("--explain", is_flag=True, help="Print why each place was chosen, as text.")
@click.option("--ner", metavar="MODEL", help="Let this spaCy model speak, too (mapapp[ner]).")
@with_geocoder
def geoparse(
    paths: tuple[Path, ...],
    workers: int | None,
    explain: bool,
    ner: str | None,
    gaps: Gaps | None,
) -> int:
    """Print the places of texts as JSON Lines, one document a line.

    PATH is a file, a folder, a .jsonl corpus of {"id", "text"} records, or - for standard input.
    A record's "spans" are resolved as they stand, without looking for others.

    \b
    Examples:
      mapapp geoparse seeds/ > places.jsonl
      echo "Trains from Rasht to Astara" | mapapp geoparse -
      echo "A storm hit Naples, Florida" | mapapp geoparse --explain -
    """
    from geodata import ingest, spread
    from geodata.documents import is_foreign
    from geodata.geoparse import as_json
    from geodata.ner import annotator

    hinted = annotator(ner) if ner else None
    with Bar() as bar:
        ingest.open_gazetteer(bar)
    spread.collect_seldom()
    failed: list[DocumentError] = []
    foreign: list[str] = []
    read = _read(paths, failed)
    documents = map(hinted, read) if hinted else read
    with closing(spread.parse_all(documents, ingest.geoparse_known, workers)) as results:
        for result in results:
            if isinstance(result, DocumentError):
                _report(result, failed)
                continue
            if is_foreign(result.document.text):
                foreign.append(result.document.name)
            parsed = gaps.fill(result) if gaps else result
            if explain:
                _explain(parsed)
            else:
                _print_json(as_json(parsed))
    _tell_foreign(foreign)
    return 1 if failed else 0


def _explain(parsed: Parsed) -> None:
    """A block of text for each mention, with an empty line after it."""
    from geodata.explain import explain
    from geodata.gazetteer import Gazetteer
    from mapapp.explaining import as_lines

    known, output = Gazetteer.open(), _stream(sys.stdout, "standard output")
    for found in explain(parsed, known):
        block = "".join(f"{_plain(x)}\n" for x in as_lines(parsed.document, found, known))
        output.write(f"{block}\n".encode())
    output.flush()


def _read(paths: Sequence[Path], failed: list[DocumentError]) -> Iterator[Document]:
    """The documents of all paths; what cannot be read is told and noted in ``failed``."""
    for path in paths:
        for found in _read_one(path):
            if isinstance(found, DocumentError):
                _report(found, failed)
            else:
                yield found


def _read_one(path: Path) -> Iterator[Document | DocumentError]:
    from geodata.documents import iter_paths, read_path, read_stream

    if str(path) == "-":
        yield from read_stream(_stream(sys.stdin, "standard input"))
        return
    try:
        files = iter_paths([path])
    except DocumentError as error:
        yield error
        return
    for file, root in files:
        yield from read_path(file, root)


def _report(error: DocumentError, failed: list[DocumentError]) -> None:
    failed.append(error)
    _say(str(error))


def _print_json(row: dict[str, Any]) -> None:
    """One line of UTF-8, whatever the terminal speaks, at once for who reads along."""
    output = _stream(sys.stdout, "standard output")
    output.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    output.flush()


def _stream(stream: TextIO | None, name: str) -> BinaryIO:
    if stream is None:
        raise click.ClickException(f"there is no {name}; it was closed before the program began")
    return stream.buffer


cli.add_command(export)
cli.add_command(gazetteer)


def main() -> NoReturn:
    """The console script."""
    cli.main(prog_name="mapapp")
