"""HTTP for order files: one comes in, its lines go out as CSV. Parses, calls an action, answers."""

from fastapi import APIRouter, Request, Response

from portal_app.integrations.files import MOST_BYTES, ArrivingFile
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import PortalError
from portal_app.kernel.i18n import message, translate
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.intake import read_order_file
from portal_app.ordering.actions.intake_download import FILES, intake_csv, open_lines_csv
from portal_app.ordering.actions.intake_keeping import open_intake, read_whole_intake
from portal_app.ordering.actions.intake_sheets import packed_reading
from portal_app.ui import FileDoor, file_answer, file_door, signed_in

ALL, OPEN = message("order-lines-{name}.csv"), message("open-lines-{name}.csv")


def take_order_file(actor: Actor, name: str, content: bytes) -> Id:
    """Read outside of a transaction that writes: a large file takes a second or two, and nobody waits for it."""
    return open_intake(actor, packed_reading(read_order_file(actor, name, content)), content)


router = APIRouter()
router.include_router(file_door(FileDoor(FILES, Permission.CART_EDIT, MOST_BYTES, lambda: ArrivingFile().add, take_order_file)))


@router.get(FILES + "/{intake_id}.csv")
def get_lines(request: Request, intake_id: str, lines: str = "") -> Response:
    """The lines of an intake with their verdicts, all or, with `open`, those that still need somebody."""
    try:
        actor = signed_in(request)
        intake = read_whole_intake(actor, intake_id)
    except PortalError as trouble:
        return Response(translate("en", trouble.message, **trouble.values), trouble.status, media_type="text/plain")
    written, named = (open_lines_csv, OPEN) if lines == "open" else (intake_csv, ALL)
    name = translate(actor.locale, named, name=intake.name.rpartition(".")[0] or intake.name or intake_id[-6:].lower())
    return file_answer(written(intake, actor.locale), name, "text/csv; charset=utf-8")
