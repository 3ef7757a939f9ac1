"""The page on which files are checked and taken."""
