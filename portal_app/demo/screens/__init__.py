"""Screens that only a demo has: its cast on the sign-in page, and the mailbox."""
