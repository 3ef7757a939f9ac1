"""What people and the supplier do with products: search, list, read, put."""
