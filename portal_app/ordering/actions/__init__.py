"""What people do to order: read an order file, say what its columns mean."""
