"""What people do while they order: order files, carts, checkout, orders."""
