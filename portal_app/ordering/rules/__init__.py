"""What ordering decides, without opening anything."""
"""Decisions of ordering: what a cart holds, how an order moves, what changed since somebody looked. Nothing is opened here."""
