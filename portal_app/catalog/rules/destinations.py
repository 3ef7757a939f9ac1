"""Where goods shall arrive, and whose holidays count there. In Germany those depend on the state, and the state on the postcode."""

from dataclasses import dataclass

from portal_app.catalog.rules.working_days import WorkingDays

# The states in which a region of German postcodes (their first two digits) lies. Where it lies in several, all of them count.
_STATES = {
    "01": "SN BB", "02": "SN BB", "03": "BB SN", "04": "SN TH BB ST", "06": "ST TH SN", "07": "TH SN ST", "08": "SN TH", "09": "SN",
    "10": "BE", "12": "BE BB", "13": "BE BB", "14": "BE BB ST", "15": "BB BE", "16": "BB MV BE", "17": "MV BB", "18": "MV", "19": "MV BB NI SH",
    "20": "HH", "21": "HH NI SH MV", "22": "HH SH", "23": "SH MV", "24": "SH", "25": "SH", "26": "NI", "27": "NI HB HH", "28": "HB NI", "29": "NI ST",
    "30": "NI", "31": "NI NW", "32": "NW NI", "33": "NW", "34": "HE NI NW", "35": "HE NW RP", "36": "HE TH BY", "37": "NI TH HE NW", "38": "NI ST", "39": "ST",
    "40": "NW", "41": "NW", "42": "NW", "44": "NW", "45": "NW", "46": "NW", "47": "NW", "48": "NW NI", "49": "NI NW",
    "50": "NW", "51": "NW RP", "52": "NW", "53": "NW RP", "54": "RP NW", "55": "RP HE", "56": "RP HE", "57": "NW RP", "58": "NW", "59": "NW HE",
    "60": "HE", "61": "HE", "63": "HE BY", "64": "HE BY BW", "65": "HE RP", "66": "SL RP", "67": "RP", "68": "BW HE", "69": "BW HE",
    "70": "BW", "71": "BW", "72": "BW", "73": "BW", "74": "BW BY", "75": "BW", "76": "BW RP", "77": "BW", "78": "BW", "79": "BW",
    "80": "BY", "81": "BY", "82": "BY", "83": "BY", "84": "BY", "85": "BY", "86": "BY", "87": "BY BW", "88": "BW BY", "89": "BW BY",
    "90": "BY", "91": "BY", "92": "BY", "93": "BY", "94": "BY", "95": "BY", "96": "BY TH", "97": "BY BW", "98": "TH BY", "99": "TH ST",
}  # fmt: skip


@dataclass(frozen=True)
class Destination:
    """A country (ISO 3166-1) and a postcode in it; without the postcode the country's own holidays count."""

    country: str = "DE"
    postcode: str = ""

    @property
    def working_days(self) -> WorkingDays:
        states = _STATES.get(self.postcode.strip()[:2], "").split() if self.country == "DE" else ()
        return WorkingDays(tuple(f"DE-{state}" for state in states) or (self.country,))
