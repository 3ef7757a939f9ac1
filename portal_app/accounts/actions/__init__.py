"""The use cases of accounts. Slow checks (Argon2) stand between short transactions, never inside one."""
