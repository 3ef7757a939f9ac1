"""What people do to order: read an order file, say what its columns mean."""
"""What people do while they order: carts, checkout, orders."""
