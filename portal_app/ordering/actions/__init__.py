"""What people do while they order: order files, carts, checkout, orders."""
"""What people do while they order: carts, checkout, orders."""
