"""What ordering decides: what a line of a file means, what a cart holds, how an order moves. Nothing is opened here."""
"""Decisions of ordering: what a cart holds, how an order moves, what changed since somebody looked. Nothing is opened here."""
