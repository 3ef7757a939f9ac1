"""Foreseen trouble, as sentences a person can act on. Everything that is not a PortalError is a bug and stays loud.

`message` is an English source sentence with {names}; `values` fill it; the doors translate it.
"""


class PortalError(Exception):
    """Base of all foreseen trouble: `code` for machines, `status` as in HTTP, a sentence for people."""

    code = "refused"
    status = 400
    sentence = "That did not work. Please try again."

    def __init__(self, message: str = "", /, *, fields: dict[str, str] | None = None, **values: object) -> None:
        self.message = message or self.sentence
        self.values = values
        self.fields = fields or {}
        super().__init__(self.message)


class Invalid(PortalError):
    """Input that cannot be taken as it is. `fields` maps a field's name to its own sentence."""

    code, status = "invalid", 422
    sentence = "Please look at the marked fields."


class NotSignedIn(PortalError):
    code, status = "not-signed-in", 401
    sentence = "Please sign in again."


class SecondStepNeeded(PortalError):
    """Signed in with a password only, where the role asks for a second step."""

    code, status = "second-step-needed", 401
    sentence = "Your role needs a second step at sign-in. Please set it up first."


class StepUpNeeded(PortalError):
    """A sensitive change: the second step must be a few minutes old at most."""

    code, status = "step-up-needed", 401
    sentence = "Please confirm that it is you: enter the code from your app once more."


class Forbidden(PortalError):
    code, status = "forbidden", 403
    sentence = "Your roles do not allow this. Your company's administrator can give you the right."


class NotFound(PortalError):
    """The same answer for what does not exist and for what the person may not see."""

    code, status = "not-found", 404
    sentence = "We cannot find this. It may have been removed, or the link is incomplete."


class Conflict(PortalError):
    code, status = "conflict", 409
    sentence = "Somebody changed this in the meantime. Please look at it again."


class TooMany(PortalError):
    code, status = "too-many", 429
    sentence = "Too many tries in a short time. Please wait a minute and try again."


class Busy(PortalError):
    code, status = "busy", 503
    sentence = "Very much is going on right now. Nothing was changed; please try again in a moment."


class Unavailable(PortalError):
    """The database or another system we need is away."""

    code, status = "unavailable", 503
    sentence = "We cannot reach our database right now. Nothing was changed; please try again in a moment."


class OutcomeUnknown(Unavailable):
    """The connection broke while the last word was said: it may be saved or not. A call with a repeat key can be sent again."""

    code = "outcome-unknown"
    sentence = "The connection broke while this was being saved, and we cannot tell whether it was. Please look before you try again."


class GateBroken(Exception):
    """A rule of the gate was broken by our own code (foreign write, silent change, writing query). Always a bug."""
