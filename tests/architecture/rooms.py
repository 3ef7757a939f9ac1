"""The plan of the house as data: ranks of slices, order of rooms, who may use what. Exceptions stand here with their reason."""

RANKS: dict[str, int] = {
    "kernel": 0,
    "ui": 1, "integrations": 1,
    "accounts": 2, "notifications": 2,
    "catalog": 3,
    "pricing": 4,
    "purchasing": 5,
    "ordering": 6,
    "aftersales": 7, "quotes": 7, "documents": 7, "receivables": 7,
    "analytics": 8,
    "insights": 9, "dashboard": 9, "help": 9, "privacy": 9, "demo": 9, "imports": 9,
}  # fmt: skip
# Composition: lists what there is, so it may name everything. Nobody imports it.
COMPOSITION = {"portal_app", "schema"}
# Slices whose modules are imported by name instead of through a front door, since they have no rooms.
BY_MODULE = {"kernel"}
# Slices without rooms of business: their modules are their own affair, their front door is not.
WITHOUT_ROOMS = {"kernel", "ui", "integrations"}

# A room imports rooms of a lower number only, and its own. `__init__` is the front door: it may name what others may use.
ROOM_ORDER: dict[str, int] = {
    "rules": 0, "tables": 1, "store": 2, "mails": 3, "actions": 4,
    "screens": 5, "api": 5, "jobs": 5, "frames": 5, "metrics": 5, "demo": 6, "__main__": 7,
}  # fmt: skip
# Files beside a room that belong to it.
BESIDE: dict[str, str] = {
    "accounts.api_caller": "api",
    "accounts.api_forms": "api",
    "demo.world": "demo",  # the builder of the demo world is all that this slice does
    "demo.listing": "demo",
}
DOORS = {"screens", "api", "jobs", "demo"}
CLOSED_TO_DOORS = {"tables", "store"}  # doors hold no SQL

KERNEL_PACKAGES = {
    "sqlalchemy", "sqlmodel", "passlib", "argon2", "pyotp", "cryptography", "babel", "pydantic", "pydantic_core", "pydantic_settings",
}  # fmt: skip

REFLEX = {"reflex", "reflex_base", "reflex_components_core"}
NETWORK = {
    "requests", "httpx", "aiohttp", "urllib3", "socket", "smtplib", "aiosmtplib", "imaplib", "ftplib", "http.client", "urllib.request",
    "websockets", "websocket", "paramiko", "redis", "ldap3", "zeep", "xmlrpc", "telnetlib", "ssl",
}  # fmt: skip

FORBIDDEN_WORDS = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "base", "stuff", "tools", "lib", "service", "services"}
LONGEST_FILE = 400  # lines

# Who may use what is confined. Paths below portal_app; a folder ends with /. `*` stands for any slice.
MAY_USE_REFLEX = ("ui/", "*/screens/", "*/screens.py", "portal_app.py")
MAY_SEND_STATEMENTS = ("*/store/", "*/store.py", "kernel/db.py", "kernel/tenancy.py", "kernel/statements.py")
MAY_USE_POLARS = ("analytics/", "ordering/rules/", "ordering/store/")
MAY_USE_PLOTLY = ("ui/chart.py", "analytics/screens/", "insights/screens/")
MAY_USE_THE_NETWORK = ("integrations/",)
MAY_READ_THE_CLOCK = ("kernel/clock.py",)
MAY_READ_THE_ENVIRONMENT = ("kernel/config.py",)

# Exceptions, each with its reason. One that is no longer needed fails the test, so that none outlives its reason.
EXCEPTIONS: dict[str, dict[str, str]] = {
    "statements": {
        "kernel/gate.py": "opens the transaction of a call",
        "kernel/jobs.py": "puts a slot into the outbox",
        "demo/__main__.py": "closes the engine before its process ends",
        "imports/__main__.py": "closes the engine before its process ends",
        "kernel/limits.py": "keeps its counters itself: there is no slice below the kernel",
        "kernel/outbox.py": "keeps its messages itself",
        "kernel/repeats.py": "keeps its answers itself",
        "kernel/paging.py": "counts and cuts the select it is given",
        "integrations/mail/mailbox.py": "the demo's mailbox is one small table with its three questions",
    },
    "network": {
        "ui/connection/reconnect.py": "catches the errors of Reflex's own Redis client",
    },
    "ctx.db": {
        "kernel/gate.py": "it is the gate",
        "integrations/mail/mailbox.py": "the demo's mailbox is one small table with its three questions",
        **{
            f"accounts/actions/{name}.py": "adds the row it has just made"
            for name in ("addresses", "companies", "cost_centres", "invitations", "opening", "reset", "set_up", "staff_side")
        },
    },
    "use cases": {
        "integrations/mail/mailbox.py": "the demo's mailbox is one small table with its three questions",
    },
    "reflex": {},
    "clock": {},
    "environment": {},
    "float": {
        "kernel/i18n.py": "weighs the languages of a header; no amount passes there",
    },
}
