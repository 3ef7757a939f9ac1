"""The screens of purchasing: what waits for a decision, one's own requests, deputies."""
