"""What people do while they order: quick order, order files, carts, checkout, orders."""
