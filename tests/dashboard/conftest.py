"""The desk is asked by people of accounts' cast."""

from tests.accounts.conftest import advance, house, neighbours, petra, quick_hashing  # noqa: F401 - fixtures
from tests.database import module_database, shared_database  # noqa: F401 - fixtures
