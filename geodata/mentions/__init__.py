"""Document -> Mentions: names of places, described places, and how each is meant. Pure."""

from geodata.mentions.find import find_mentions

__all__ = ["find_mentions"]
