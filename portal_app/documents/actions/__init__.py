"""What an order says on paper, and how it is set."""
