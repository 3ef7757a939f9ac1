"""The door through which the supplier's people hand in a file. It is kept, and nothing else happens to it."""

from fastapi import APIRouter

from portal_app.imports.actions import hand_in_file
from portal_app.integrations.files import MOST_BYTES, ArrivingFile
from portal_app.kernel.permissions import Permission
from portal_app.ui import FileDoor, file_door

FILES = "/files/imports"

router = APIRouter()
router.include_router(file_door(FileDoor(FILES, Permission.STAFF_OPERATE, MOST_BYTES, lambda: ArrivingFile().add, hand_in_file)))
