"""From the lines of an order file or a pasted text to one verdict each. No line is ever lost without a word."""
