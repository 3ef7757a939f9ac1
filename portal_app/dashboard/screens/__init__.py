"""The desk, its widgets, and the frame around every signed-in page."""
