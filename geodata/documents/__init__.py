"""Bytes -> Document: one reader a format, the text to the character, metadata and dates found."""

from geodata.documents.language import is_foreign
from geodata.documents.make import document_from_text
from geodata.documents.registry import READERS, iter_paths, read_path, read_stream

__all__ = ["READERS", "document_from_text", "is_foreign", "iter_paths", "read_path", "read_stream"]
