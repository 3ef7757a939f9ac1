"""Owns the demo world as a whole: which parts it has and in which order they are built, who its people are, and the pages only a demo has.

Does not own what a part contains: each slice builds its own (`<slice>/demo`), through actions. In production none of this answers.
"""

from portal_app.demo.actions import CastLine, list_cast
from portal_app.demo.world import build_world

__all__ = ["CastLine", "build_world", "list_cast"]
