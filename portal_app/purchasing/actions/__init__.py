"""What people, jobs and ordering do with budgets, approval rules and approval requests."""
