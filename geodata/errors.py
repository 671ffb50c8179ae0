"""The exceptions of the project, one small tree; a user sees only their one line.

    GeodataError                 anything that is said to a person in one line
    ├── DocumentError            one file or record could not be read; the others go on
    ├── GazetteerError           the gazetteer could not be built, opened or searched
    └── AtlasError               the atlas could not be opened, read or written
        └── UnknownError         the atlas is fine, but holds nothing of that name

Every message says what happened and what to do about it, without a traceback.
"""


class GeodataError(Exception):
    """Base of all errors meant for a person; ``str(error)`` is one complete line."""


class DocumentError(GeodataError):
    """One document could not be read; carries its source in the message."""


class GazetteerError(GeodataError):
    """The gazetteer is missing, broken or could not be built."""


class AtlasError(GeodataError):
    """The atlas is missing, of another version, corrupt or locked."""


class UnknownError(AtlasError):
    """A document, place, view or briefing is asked for that the atlas does not hold."""
