"""What the entries of the record say: “Anna Berg · invited · Jan Keller”. Higher slices bring the words of their own actions."""

from collections.abc import Mapping

from portal_app.kernel.i18n import message

RECORD_WORDS: dict[str, str] = {
    "session.started": message("signed in"),
    "session.waits": message("entered the password"),
    "session.stepped-up": message("confirmed who they are"),
    "session.ended": message("signed out"),
    "sessions.ended": message("ended the sessions of"),
    "sign-in.refused": message("gave a wrong password"),
    "second-step.begun": message("began to set up the second step"),
    "second-step.set-up": message("set up the second step"),
    "second-step.refused": message("gave a wrong code"),
    "second-step.removed": message("gave up the second step"),
    "second-step.reset": message("reset the second step of"),
    "second-step.taken-first": message("gave the code first"),
    "recovery-codes.renewed": message("made new recovery codes"),
    "password.changed": message("changed the password"),
    "password.reset": message("chose a new password"),
    "reset.sent": message("asked for a new password"),
    "account.locked": message("locked the account of"),
    "account.unlocked": message("unlocked the account of"),
    "device.forgotten": message("forgot a browser"),
    "preferences.changed": message("changed own settings"),
    "person.invited": message("invited"),
    "invitation.resent": message("sent the invitation again to"),
    "invitation.withdrawn": message("withdrew the invitation of"),
    "person.joined": message("joined"),
    "person.changed": message("changed"),
    "person.deactivated": message("switched off"),
    "person.reactivated": message("switched on"),
    "cost-centre.added": message("added the cost centre"),
    "cost-centre.changed": message("changed the cost centre"),
    "cost-centre.closed": message("closed the cost centre"),
    "cost-centre.reopened": message("opened the cost centre again"),
    "address.added": message("added the address"),
    "address.changed": message("changed the address"),
    "address.made-default": message("made this the default address"),
    "address.closed": message("closed the address"),
    "address.reopened": message("opened the address again"),
    "company.created": message("created the company"),
    "company.changed": message("changed the company's settings"),
    "company.closed": message("closed the company"),
    "company.reopened": message("opened the company again"),
    "company.acting-begun": message("began to act for the company"),
    "company.acting-ended": message("stopped acting for the company"),
}


def use_record_words(words: Mapping[str, str]) -> None:
    """Say a higher slice's actions with these message ids. Wired in portal_app.py; repeating it is harmless."""
    RECORD_WORDS.update(words)


CHANGES = "changes"  # everything but signing in
# What one may ask the record about, and the kinds of things that stand for it. Signing in is the rest of this slice's kinds.
RECORD_SUBJECTS: dict[str, tuple[str, ...]] = {
    "people": ("person",),
    "cost-centres": ("cost-centre",),
    "places": ("address",),
    "company": ("company",),
    "sign-ins": ("session", "account", "device"),
    "administration": ("person", "cost-centre", "address", "company", "budget", "approval-rule"),  # how the company is set up
}
