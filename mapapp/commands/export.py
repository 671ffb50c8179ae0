"""``mapapp export``: a view of an atlas as a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapapp.commands.progress import Bar
from mapapp.settings import from_environment
from mapapp.strings import plural

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.model import View
    from mapapp.exporting import ExportFormat, Job

_PATH = click.Path(path_type=Path, readable=False)


@click.command()
@click.argument("atlas", type=_PATH)
@click.argument("out", type=_PATH)
@click.option(
    "--layer", "layers", metavar="NAME", multiple=True, help="Only this layer; again for more."
)
@click.option("--view", "view_id", metavar="ID", help="A saved view, as the explorer lists it.")
@click.option(
    "--briefing", metavar="ID", help="All views of a briefing: pptx has a slide for each."
)
@click.option("--extent", metavar="W,S,E,N", help="Only what touches this part of the world.")
@click.option("--document", "documents", metavar="ID", multiple=True, help="Only this document.")
@click.option("--reading", help="Only literal or only associative mentions.")
@click.option("--dated", help="What --since and --until mean: published or text.")
@click.option("--since", metavar="DAY", help="From this day on: 2025-03-01.")
@click.option("--until", metavar="DAY", help="Up to this day.")
@click.option("--no-undated", is_flag=True, help="Leave out what has no date.")
@click.option("--place", metavar="ID", help="Pictures, slides: this place selected, quoted.")
@click.option("--title", help="Title of the file's contents.")
@click.option("--caption", help="Pictures, slides: a line below the title.")
@click.option(
    "--size", help="Pictures: 16:9, 4:3, 1:1, a4, a4-portrait or 1200x800.  [default: 16:9]"
)
@click.option("--look", help="Pictures: slide, with title and sources, or map.  [default: slide]")
@click.option("--scale", help="PNG: 1 to 4 times as sharp.  [default: 2]")
@click.option("--theme", help="Pictures and slides: light or dark.  [default: light]")
@click.option("--transparent", is_flag=True, help="Pictures: no background.")
@click.option("--force", is_flag=True, help="Replace OUT if it is there, unless it is an atlas.")
def export(atlas: Path, out: Path, force: bool, **given: Any) -> int:
    """Write a view of an atlas to a file; the format follows OUT's ending.

    \b
    For presenting: .pptx .png .svg .pdf .html
    For working on: .geojson .gpkg .kml .csv
                    .lpf.json (Linked Places) .jsonld (Web Annotation)

    Without options everything is exported. Data carry the sentences behind each feature with
    document, position, precision and basis; they link to the explorer when MAPAPP_PUBLIC_URL says
    where it is. OUT appears when it is complete and is never half written.

    \b
    Examples:
      mapapp export atlas.gpkg places.csv
      mapapp export atlas.gpkg corridors.kml --layer corridors --layer flows
      mapapp export atlas.gpkg caspian.png --extent 44,35,56,48 --size 4:3
      mapapp export atlas.gpkg zangezur.pptx --place curated:zangezur
      mapapp export atlas.gpkg slide.svg --view 3f9ac2
      mapapp export atlas.gpkg briefing.pptx --briefing russia-iran
      mapapp export atlas.gpkg spring.csv --since 2025-03-01 --until 2025-05-31
    """
    from geodata.atlas import Atlas
    from mapapp import exporting
    from mapapp.errors import BadRequestError

    settings = from_environment(atlas=atlas)
    try:
        _, form = exporting.format_of(out.name)
        _check_free(out, force, settings.atlas)
        with Atlas.open(settings.atlas) as opened, Bar() as bar:
            bar("Reading the atlas", 0, None)
            job = _job(opened, form, given, settings.public_url)
            exporting.check(job, form)
            bar(f"Writing {form.label}", 0, None)
            written = form.write(job)
            _replace(out, written)
    except BadRequestError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    click.echo(_told(out, job, len(written)))
    for line in job.left_out:
        click.echo(line, err=True)
    return 0


def _job(atlas: Atlas, form: ExportFormat, given: Mapping[str, Any], public_url: str) -> Job:
    """What the options ask for; BadRequestError and UnknownError for what cannot be."""
    from mapapp import exporting
    from mapapp.exporting.options import options_of

    title, views = _asked(atlas, given)
    options = options_of(_said(given, "size", "look", "scale", "theme", "transparent"))
    selections, left_out = exporting.selected(atlas, views, form)
    return exporting.Job(title or atlas.path.stem, selections, options, public_url, left_out)


def _asked(atlas: Atlas, given: Mapping[str, Any]) -> tuple[str, tuple[View, ...]]:
    """Title and views: a briefing's, a saved one, or the one that the other options describe."""
    from mapapp import exporting
    from mapapp.view_arguments import view_of

    filters = {
        **_said(given, "title", "caption", "extent", "reading", "dated", "since", "until", "place"),
        "layers": ",".join(given["layers"]),
        "documents": ",".join(given["documents"]),
        "undated": "no" if given["no_undated"] else "",
    }
    saved = given["view_id"] or given["briefing"]
    if saved and (any(filters.values()) or (given["view_id"] and given["briefing"])):
        raise click.UsageError(
            "--view and --briefing say all of what is shown: leave out the other options",
            click.get_current_context(),
        )
    if given["briefing"]:
        return exporting.briefing_of(atlas, given["briefing"])
    view = atlas.view(given["view_id"]).view if given["view_id"] else view_of(filters)
    return exporting.title_of(atlas, view), (view,)


def _said(given: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: _word(given[name]) for name in names if given[name]}


def _word(value: Any) -> str:
    return "yes" if value is True else str(value)


def _check_free(out: Path, force: bool, atlas: Path) -> None:
    from geodata.atlas import is_atlas

    if out.is_dir():
        raise click.ClickException(f"{out} is a folder; name a file in it")
    if out.exists() and atlas.exists() and out.samefile(atlas):
        raise click.ClickException(f"{out} is the atlas itself; name another file")
    if is_atlas(out):
        raise click.ClickException(
            f"{out} is an atlas, no export, and is never replaced, as its decisions and views would"
            " be lost; name another file, or move it away"
        )
    if out.exists() and not force:
        raise click.ClickException(f"{out} is there already; --force replaces it")
    if not out.absolute().parent.is_dir():
        raise click.ClickException(f"there is no folder {out.parent}; make it first")


def _replace(out: Path, written: bytes) -> None:
    """Put the file in its place at once: who opens it finds the old one or the whole new one."""
    handle, name = tempfile.mkstemp(dir=out.absolute().parent, prefix=f".{out.name[:40]}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(written)
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(out)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _told(out: Path, job: Job, size: int) -> str:
    """How much is in the file; what several slides show counts once."""
    shown = [selection.in_view for selection in job.selections]
    frames = ((name, frame) for one in shown for name, frame in one.layers.items())
    places = {(name, place_id) for name, frame in frames for place_id in frame["place_id"]}
    mentions = {span for one in shown for span in one.spans}
    counts = plural("count.places", len(places)), plural("count.mentions", len(mentions))
    told = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"
    return ", ".join([f"{out}: {counts[0]}", counts[1], told])
