"""What an embedded map is asked for: flags beside the arguments of a view, and its address.

``docs/embedding.md`` lists the flags for people; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from mapapp.errors import BadRequestError
from mapapp.strings import text

FLAGS: Mapping[str, tuple[str, ...]] = {
    "legend": ("yes", "no"),
    "control": ("no", "yes"),
    "heading": ("yes", "no"),
    "zoom": ("no", "yes"),
    "wheel": ("yes", "no"),
    "theme": ("auto", "light", "dark"),
}
"""Flag -> its values, the default first."""


@dataclass(frozen=True, slots=True)
class Flags:
    """How an embed looks and acts; each value is one of `FLAGS`."""

    legend: str = "yes"
    control: str = "no"
    heading: str = "yes"
    zoom: str = "no"
    wheel: str = "yes"
    theme: str = "auto"


def flags_of(arguments: Mapping[str, str]) -> Flags:
    """The flags in an address; BadRequestError, in one line, for a value that there is not."""
    given = {name: arguments[name] for name in FLAGS if arguments.get(name)}
    for name, value in given.items():
        if value not in FLAGS[name]:
            choices = ", ".join(FLAGS[name])
            raise BadRequestError(text("error.choice", name=name, choices=choices))
    return Flags(**given)


def flag_arguments(flags: Flags) -> dict[str, str]:
    """The arguments that say ``flags``; defaults are left out."""
    values = {field.name: str(getattr(flags, field.name)) for field in fields(flags)}
    return {name: value for name, value in values.items() if value != FLAGS[name][0]}
