"""Memberships, known devices instead of trusted ones, wrong tries, a representative's customers, kept mails."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Instant

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

# Columns are added and dropped in place: SQLite would otherwise copy the table, and other tables point at it.


def upgrade() -> None:
    op.create_table('kept_mail',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('recipient', sa.String(254), nullable=False),
    sa.Column('subject', sa.String(200), nullable=False),
    sa.Column('text', sa.String(20000), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_kept_mail')
    )
    op.create_index('ix_kept_mail_at', 'kept_mail', ['at'], unique=False)
    op.create_index('ix_kept_mail_recipient', 'kept_mail', ['recipient'], unique=False)

    op.create_table('sign_in_tries',
    sa.Column('key', sa.String(64), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('last_at', Instant(), nullable=False),
    sa.Column('free_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('key', name='pk_sign_in_tries')
    )
    op.create_index('ix_sign_in_tries_last_at', 'sign_in_tries', ['last_at'], unique=False)

    op.drop_index('ix_trusted_device_account_id', table_name='trusted_device')
    op.drop_table('trusted_device')
    op.create_table('known_device',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('token_hash', sa.String(64), nullable=False),
    sa.Column('account_id', sa.String(26), nullable=False),
    sa.Column('device', sa.String(120), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.Column('trusted_until', Instant(), nullable=True),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_known_device_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_known_device'),
    sa.UniqueConstraint('token_hash', name='uq_known_device_token_hash')
    )
    op.create_index('ix_known_device_account_id', 'known_device', ['account_id'], unique=False)

    op.create_table('membership',
    sa.Column('account_id', sa.String(26), nullable=False),
    sa.Column('company_id', sa.String(26), nullable=False),
    sa.Column('person_id', sa.String(26), nullable=False),
    sa.Column('last_used_at', Instant(), nullable=False),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_membership_account_id'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name='fk_membership_company_id'),
    sa.PrimaryKeyConstraint('account_id', 'company_id', name='pk_membership'),
    sa.UniqueConstraint('person_id', name='uq_membership_person_id')
    )
    op.create_table('staff_customer',
    sa.Column('account_id', sa.String(26), nullable=False),
    sa.Column('company_id', sa.String(26), nullable=False),
    sa.Column('since', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_staff_customer_account_id'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name='fk_staff_customer_company_id'),
    sa.PrimaryKeyConstraint('account_id', 'company_id', name='pk_staff_customer')
    )
    op.add_column('account', sa.Column('totp_pending', sa.LargeBinary(), nullable=True))
    op.add_column('account', sa.Column('keys', sa.String(4), nullable=False, server_default=''))
    op.add_column('mail_link', sa.Column('person_id', sa.String(26), nullable=True))
    op.add_column('sign_in_session', sa.Column('stage', sa.String(8), nullable=False, server_default='open'))
    op.add_column('sign_in_session', sa.Column('idle_minutes', sa.Integer(), nullable=False, server_default='15'))
    one_default = {'sqlite_where': sa.text('is_default'), 'postgresql_where': sa.text('is_default')}
    op.create_index('uq_delivery_address_default', 'delivery_address', ['company_id'], unique=True, **one_default)


def downgrade() -> None:
    op.drop_index('uq_delivery_address_default', table_name='delivery_address')
    op.drop_column('sign_in_session', 'idle_minutes')
    op.drop_column('sign_in_session', 'stage')
    op.drop_column('mail_link', 'person_id')
    op.drop_column('account', 'keys')
    op.drop_column('account', 'totp_pending')
    op.drop_table('staff_customer')
    op.drop_table('membership')
    op.drop_index('ix_known_device_account_id', table_name='known_device')
    op.drop_table('known_device')
    op.create_table('trusted_device',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('token_hash', sa.String(64), nullable=False),
    sa.Column('account_id', sa.String(26), nullable=False),
    sa.Column('device', sa.String(120), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_trusted_device_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_trusted_device'),
    sa.UniqueConstraint('token_hash', name='uq_trusted_device_token_hash')
    )
    op.create_index('ix_trusted_device_account_id', 'trusted_device', ['account_id'], unique=False)
    op.drop_index('ix_sign_in_tries_last_at', table_name='sign_in_tries')
    op.drop_table('sign_in_tries')
    op.drop_index('ix_kept_mail_recipient', table_name='kept_mail')
    op.drop_index('ix_kept_mail_at', table_name='kept_mail')
    op.drop_table('kept_mail')
