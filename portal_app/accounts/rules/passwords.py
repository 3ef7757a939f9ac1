"""Which passwords are taken: 12 to 128 characters, exactly as typed, nothing that is guessed first. No rules about kinds of signs."""

import re
import unicodedata

from portal_app.kernel.i18n import message

SHORTEST, LONGEST = 12, 128
TOO_SHORT = message("Please use at least 12 characters. Four or five words in a row are easy to remember.")
TOO_LONG = message("Please use at most 128 characters.")
KNOWN_WORDS = message("This is made of names or words that are tried first. Please take words that have nothing to do with you or your company.")
GUESSABLE = message("This password is tried early by those who guess. Please take a longer one, for example four words that do not belong together.")

# What Germans type first, beside the international lists of the strength estimate: seasons, months, days, greetings, work.
_GERMAN = """
    passwort kennwort geheim zugang anmeldung anmelden willkommen hallo welt guten morgen moin servus tschuess danke bitte test
    fruehling sommer herbst winter januar februar maerz april mai juni juli august september oktober november dezember
    montag dienstag mittwoch donnerstag freitag samstag sonntag urlaub feierabend wochenende weihnachten ostern silvester
    firma einkauf verkauf lager werkstatt baustelle montage werk halle buero meister chef azubi kollege arbeit bestellung kunde portal shop
    schraube mutter bolzen scheibe duebel werkzeug hammer zange bohrer
    ich liebe dich schatz schatzi liebling engel maus baby mama papa oma opa familie sonne stern blume katze hund pferd
    fussball bayern dortmund schalke hamburg berlin muenchen koeln kiel bremen deutschland
    lassmichrein sesam oeffne computer internet handy laptop master admin administrator root user gast
"""
_ENGLISH = """
    password passwd welcome login signin letmein secret access admin order orders customer supplier office
    winter summer spring autumn monday friday
"""
_LISTED = frozenset(_GERMAN.split()) | frozenset(_ENGLISH.split())
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def check_password(password: str, words: tuple[str, ...]) -> str | None:
    """What is wrong with a new password, as an English sentence. `words`: names of the person, the company and the supplier, the address."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    known = _LISTED | context_words(words)
    if any(_is_made_of(known, _letters(form)) for form in (password, password.lower().translate(_LEET))):
        return KNOWN_WORDS
    return None


def context_words(texts: tuple[str, ...]) -> frozenset[str]:
    """The single words in names and addresses, from two letters on, and each text as one word."""
    parts = {_letters(part) for text in texts for part in re.split(r"[^\w]|_", text)} | {_letters(text) for text in texts}
    return frozenset(part for part in parts if len(part) >= 2)


def estimate_words(texts: tuple[str, ...]) -> list[str]:
    """All words that count as known, for the strength estimate."""
    return sorted(_LISTED | context_words(texts))


def _letters(text: str) -> str:
    """Only the letters, without case and accents; those of other scripts stay, so that they belong to no known word."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    return "".join(sign for sign in plain if sign.isalpha())


def _is_made_of(known: frozenset[str], letters: str) -> bool:
    """Whether there are letters and all of them are known words one after the other. Digits and signs between them count for nothing."""
    reachable = {0}
    for end in range(1, len(letters) + 1):
        if any(end - len(word) in reachable and letters.endswith(word, 0, end) for word in known):
            reachable.add(end)
    return letters != "" and len(letters) in reachable
