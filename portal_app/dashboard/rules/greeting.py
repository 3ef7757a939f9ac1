"""How the desk greets: by the hour where the company is, and by the name the person has."""

from portal_app.kernel.i18n import message

_HOURS = (
    (5, message("Good evening, {name}")),
    (11, message("Good morning, {name}")),
    (17, message("Good afternoon, {name}")),
    (24, message("Good evening, {name}")),
)


def greeting(hour: int) -> str:
    """The sentence for an hour of the day, 0 to 23, with {name} to fill."""
    return next(text for before, text in _HOURS if hour < before)
