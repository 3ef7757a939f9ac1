"""Pages and their states: signing in, one's own account, the company's administration, the supplier's staff."""
