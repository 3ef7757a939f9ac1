"""A B2B customer portal. The first folder level is the business; docs/architecture.md has the drawing."""
