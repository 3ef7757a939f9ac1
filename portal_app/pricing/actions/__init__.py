"""What people and the supplier do with prices: ask for them, ask why, put them."""
