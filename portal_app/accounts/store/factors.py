"""Rows of the second step: the newest used step of the app and the recovery codes."""

from sqlalchemy import delete, update
from sqlmodel import col, select

from portal_app.accounts.tables import Account, RecoveryCode
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def take_step(ctx: Context, account_id: Id, step: int) -> bool:
    """Use up a 30-second step. One statement, so of many tries with the same code exactly one gets True."""
    fresh = (Account.id == account_id, Account.totp_last_step < step)
    return ctx.db.exec(update(Account).where(*fresh).values(totp_last_step=step)).rowcount == 1


def list_unused_codes(ctx: Context, account_id: Id) -> list[RecoveryCode]:
    query = select(RecoveryCode).where(RecoveryCode.account_id == account_id, col(RecoveryCode.used_at).is_(None))
    return list(ctx.db.exec(query.order_by(RecoveryCode.id)).all())


def use_code(ctx: Context, account_id: Id, code_id: Id) -> bool:
    """Use up a recovery code of this account. False when it was used before."""
    unused = (RecoveryCode.id == code_id, RecoveryCode.account_id == account_id, col(RecoveryCode.used_at).is_(None))
    return ctx.db.exec(update(RecoveryCode).where(*unused).values(used_at=ctx.now)).rowcount == 1


def replace_codes(ctx: Context, account_id: Id, hashes: list[str]) -> None:
    """These are the recovery codes now; all earlier ones are void."""
    ctx.db.exec(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id))
    ctx.db.add_all([RecoveryCode(account_id=account_id, code_hash=hashed) for hashed in hashes])
