"""How long the next try of a password waits after wrong ones. Growing, never for ever, and only for those we do not know."""

from datetime import timedelta

FREE = 4  # wrong tries that cost nothing: people do mistype
LONGEST = timedelta(hours=1)
FORGOTTEN = timedelta(hours=24)  # after the last wrong try the count starts anew


def wait_after(failures: int) -> timedelta:
    """The pause after the n-th wrong try in a row: 15 s after the fifth, then twice as long each time.

    Ten tries take longer than 7 minutes and the eleventh comes 8 minutes later, so no 15 minutes hold more than ten.
    """
    if failures <= FREE:
        return timedelta(0)
    return min(timedelta(seconds=15 * 2 ** min(failures - FREE - 1, 12)), LONGEST)
