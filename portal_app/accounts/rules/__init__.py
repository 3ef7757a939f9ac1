"""Pure decisions about roles, passwords, second steps, sessions and what a change of a person means."""
