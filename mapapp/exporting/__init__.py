"""Every format that a view can be exported to: for the command line, addresses and the dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from typing import Literal

from geodata.atlas import Atlas
from geodata.atlas.selection import Selection, select
from geodata.errors import UnknownError
from geodata.exports import FORMATS, Context
from geodata.model import View
from mapapp.credits import credits
from mapapp.errors import BadRequestError
from mapapp.exporting.options import Options
from mapapp.links import passage_link, place_link
from mapapp.strings import text

Group = Literal["present", "data"]

_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True, slots=True)
class Job:
    """What to export: one selection, or the views of a briefing in their order.

    ``left_out`` has a line on each view of a briefing that cannot be shown any more.
    """

    title: str
    selections: tuple[Selection, ...]
    options: Options = field(default_factory=Options)
    public_url: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: ``options`` are names of the fields of Options that matter to it.

    ``many`` says whether it holds the views of a briefing.
    """

    ending: str
    media_type: str
    label: str
    note: str
    group: Group
    write: Callable[[Job], bytes]
    options: tuple[str, ...] = ()
    many: bool = False


@cache
def formats() -> Mapping[str, ExportFormat]:
    """All formats by their endings, what is for presenting first."""
    data = (
        _format("data", form.ending, form.media_type, partial(_data, form.write))
        for form in FORMATS.values()
    )
    return {form.ending: form for form in (*_present(), *data)}


def format_of(name: str) -> tuple[str, ExportFormat]:
    """What stands before a known ending, and its format; BadRequestError for an unknown one."""
    for ending in sorted(formats(), key=len, reverse=True):
        if name.lower().endswith(f".{ending}"):
            return name[: -len(ending) - 1], formats()[ending]
    ending = name.rpartition(".")[2][:20] if "." in name else ""
    known = ", ".join(formats())
    raise BadRequestError(text("error.export.unknown", ending=ending, endings=known))


def check(job: Job, form: ExportFormat) -> None:
    """BadRequestError for what this format cannot hold."""
    if len(job.selections) + len(job.left_out) > 1 and not form.many:
        many = ", ".join(other.ending for other in formats().values() if other.many)
        raise BadRequestError(text("error.export.one", ending=form.ending, endings=many))
    if all(selection.empty for selection in job.selections):
        raise BadRequestError("; ".join(job.left_out[:3]) or text("error.export.empty"))


def title_of(atlas: Atlas, view: View) -> str:
    """What a view is called: its title, else its place; "" where it has neither."""
    place = atlas.place(view.place) if view.place and not view.title else None
    return view.title or (str(place["name"]) if place else "")


def briefing_of(atlas: Atlas, briefing_id: str) -> tuple[str, tuple[View, ...]]:
    """Title and views of a briefing; UnknownError. Views that were deleted since are left out."""
    briefing = atlas.briefing(briefing_id)
    saved = {one.view_id: one.view for one in atlas.views()}
    views = tuple(saved[view_id] for view_id in briefing.views if view_id in saved)
    if not views:
        raise BadRequestError(text("error.export.briefing", title=briefing.title[:80]))
    return briefing.title, views


def selected(
    atlas: Atlas, views: Sequence[View], form: ExportFormat
) -> tuple[tuple[Selection, ...], tuple[str, ...]]:
    """What the views show, and a line on each that is left out of several.

    Data end with a view's extent, pictures frame it. Of several, a view that shows nothing or
    names what is gone costs itself alone; UnknownError for a single one that does.
    """
    if len(views) == 1:
        return (_selected(atlas, views[0], form),), ()
    shown, left_out = [], []
    for view in views:
        try:
            shown.append(shown_of(atlas, view))
        except UnknownError as error:
            left_out.append(str(error))
    return tuple(shown), tuple(left_out)


def shown_of(atlas: Atlas, view: View) -> Selection:
    """What a view of a briefing shows; UnknownError where that is nothing, or something is gone."""
    selection = _found(atlas, view)
    if selection.empty:
        raise UnknownError(text("export.empty_view", title=view.title[:80]))
    return selection


def _selected(atlas: Atlas, view: View, form: ExportFormat) -> Selection:
    selection = _found(atlas, view)
    return selection.within(view.extent) if view.extent and form.group == "data" else selection


def _found(atlas: Atlas, view: View) -> Selection:
    try:
        return select(atlas, view)
    except UnknownError as error:
        if not view.title:
            raise
        raise UnknownError(f"“{view.title[:80]}”: {error}") from error


def _data(write: Callable[[Selection, Context], bytes], job: Job) -> bytes:
    (selection,) = job.selections
    context = Context(
        title=job.title,
        created=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        credits=credits(selection.legs),
        place_link=partial(place_link, job.public_url),
        passage_link=partial(passage_link, job.public_url),
    )
    with selection.atlas.snapshot():
        return write(selection, context)


def _picture(kind: Literal["png", "svg", "pdf"], job: Job) -> bytes:
    from mapapp.pictures import picture

    o = job.options
    return picture(
        job.selections[0],
        kind,
        page=o.page,
        scale=o.scale,
        transparent=o.transparent,
        theme=o.theme,
        look=o.look,
    )


def _deck(job: Job) -> bytes:
    from mapapp.pictures import deck

    return deck(
        job.selections,
        title=job.title,
        public_url=job.public_url or None,
        theme=job.options.theme,
        left_out=job.left_out,
    )


def _one_file(job: Job) -> bytes:
    from mapapp.exporting.onefile import page

    return page(job.selections[0]).encode()


def _present() -> Iterator[ExportFormat]:
    """Formats for presenting."""
    drawn = ("page", "look", "theme", "transparent")
    make = partial(_format, "present")
    yield make("pptx", _PPTX, _deck, ("theme",), many=True)
    yield make("png", "image/png", partial(_picture, "png"), (*drawn, "scale"))
    yield make("svg", "image/svg+xml", partial(_picture, "svg"), drawn)
    yield make("pdf", "application/pdf", partial(_picture, "pdf"), drawn)
    yield make("html", "text/html", _one_file)


def _format(
    group: Group,
    ending: str,
    media_type: str,
    write: Callable[[Job], bytes],
    options: tuple[str, ...] = (),
    *,
    many: bool = False,
) -> ExportFormat:
    label, note = text(f"export.{ending}.label"), text(f"export.{ending}")
    return ExportFormat(ending, media_type, label, note, group, write, options, many)
