"""Companies, people, sign-in, audit trail, outbox, limits and repeated calls."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import append_only, row_security

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

TENANT_TABLES = ('audit_entry', 'cost_centre', 'delivery_address', 'person', 'role_assignment')


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('email', sa.String(254), nullable=False),
    sa.Column('name', sa.String(120), nullable=False),
    sa.Column('password_hash', sa.String(200), nullable=True),
    sa.Column('password_changed_at', Instant(), nullable=True),
    sa.Column('totp_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('totp_confirmed_at', Instant(), nullable=True),
    sa.Column('totp_last_step', sa.Integer(), nullable=False),
    sa.Column('staff_role', sa.String(20), nullable=True),
    sa.Column('locale', sa.String(8), nullable=False),
    sa.Column('theme', sa.String(8), nullable=False),
    sa.Column('density', sa.String(12), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('locked_at', Instant(), nullable=True),
    sa.PrimaryKeyConstraint('id', name='pk_account'),
    sa.UniqueConstraint('email', name='uq_account_email')
    )
    op.create_table('company',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('name', sa.String(120), nullable=False),
    sa.Column('customer_number', sa.String(40), nullable=False),
    sa.Column('locale', sa.String(8), nullable=False),
    sa.Column('time_zone', sa.String(40), nullable=False),
    sa.Column('currency', sa.String(3), nullable=False),
    sa.Column('everybody_two_steps', sa.Boolean(), nullable=False),
    sa.Column('idle_minutes', sa.Integer(), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.PrimaryKeyConstraint('id', name='pk_company'),
    sa.UniqueConstraint('customer_number', name='uq_company_customer_number')
    )
    op.create_table('limit_window',
    sa.Column('key', sa.String(160), nullable=False),
    sa.Column('starts_at', Instant(), nullable=False),
    sa.Column('ends_at', Instant(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', 'starts_at', name='pk_limit_window')
    )
    op.create_index('ix_limit_window_ends_at', 'limit_window', ['ends_at'], unique=False)

    op.create_table('outbox_message',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('topic', sa.String(80), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('company_id', sa.String(26), nullable=True),
    sa.Column('dedupe_key', sa.String(200), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('run_at', Instant(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('lease_until', Instant(), nullable=True),
    sa.Column('lease_token', sa.String(32), nullable=True),
    sa.Column('done_at', Instant(), nullable=True),
    sa.Column('dead_at', Instant(), nullable=True),
    sa.Column('last_error', sa.String(500), nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_outbox_message'),
    sa.UniqueConstraint('dedupe_key', name='uq_outbox_message_dedupe_key')
    )
    op.create_index('ix_outbox_message_due', 'outbox_message', ['done_at', 'dead_at', 'run_at'], unique=False)

    op.create_table('repeated_call',
    sa.Column('key', sa.String(64), nullable=False),
    sa.Column('arguments', sa.String(64), nullable=False),
    sa.Column('answer', sa.LargeBinary(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('key', name='pk_repeated_call')
    )
    op.create_index('ix_repeated_call_at', 'repeated_call', ['at'], unique=False)

    op.create_table('audit_entry',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('company_id', sa.String(26), nullable=True),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('actor_kind', sa.String(16), nullable=False),
    sa.Column('account_id', sa.String(26), nullable=True),
    sa.Column('person_id', sa.String(26), nullable=True),
    sa.Column('actor_name', sa.String(200), nullable=False),
    sa.Column('acting_for', sa.Boolean(), nullable=False),
    sa.Column('session_id', sa.String(26), nullable=True),
    sa.Column('address', sa.String(64), nullable=False),
    sa.Column('request_id', sa.String(40), nullable=False),
    sa.Column('action', sa.String(80), nullable=False),
    sa.Column('object_kind', sa.String(60), nullable=False),
    sa.Column('object_id', sa.String(80), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('after', sa.JSON(), nullable=True),
    sa.Column('reason', sa.String(1000), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name='fk_audit_entry_company_id'),
    sa.PrimaryKeyConstraint('id', name='pk_audit_entry')
    )
    op.create_index('ix_audit_entry_company_at', 'audit_entry', ['company_id', 'at'], unique=False)
    op.create_index('ix_audit_entry_object', 'audit_entry', ['object_kind', 'object_id'], unique=False)

    op.create_table('cost_centre',
    sa.Column('company_id', sa.String(26), nullable=False),
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('number', sa.String(24), nullable=False),
    sa.Column('name', sa.String(80), nullable=False),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name='fk_cost_centre_company_id'),
    sa.PrimaryKeyConstraint('id', name='pk_cost_centre'),
    sa.UniqueConstraint('company_id', 'number', name='uq_cost_centre_company_id_number')
    )
    op.create_index('ix_cost_centre_company_id', 'cost_centre', ['company_id'], unique=False)

    op.create_table('delivery_address',
    sa.Column('company_id', sa.String(26), nullable=False),
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('label', sa.String(80), nullable=False),
    sa.Column('recipient', sa.String(120), nullable=False),
    sa.Column('street', sa.String(120), nullable=False),
    sa.Column('postcode', sa.String(16), nullable=False),
    sa.Column('city', sa.String(80), nullable=False),
    sa.Column('country', sa.String(2), nullable=False),
    sa.Column('is_default', sa.Boolean(), nullable=False),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name='fk_delivery_address_company_id'),
    sa.PrimaryKeyConstraint('id', name='pk_delivery_address'),
    sa.UniqueConstraint('company_id', 'label', name='uq_delivery_address_company_id_label')
    )
    op.create_index('ix_delivery_address_company_id', 'delivery_address', ['company_id'], unique=False)

    op.create_table('mail_link',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('purpose', sa.String(16), nullable=False),
    sa.Column('token_hash', sa.String(64), nullable=False),
    sa.Column('account_id', sa.String(26), nullable=False),
    sa.Column('company_id', sa.String(26), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.Column('used_at', Instant(), nullable=True),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_mail_link_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_mail_link'),
    sa.UniqueConstraint('token_hash', name='uq_mail_link_token_hash')
    )
    op.create_index('ix_mail_link_account_id', 'mail_link', ['account_id'], unique=False)

    op.create_table('person',
    sa.Column('company_id', sa.String(26), nullable=False),
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('account_id', sa.String(26), nullable=False),
    sa.Column('first_name', sa.String(60), nullable=False),
    sa.Column('last_name', sa.String(60), nullable=False),
    sa.Column('salutation', sa.String(20), nullable=False),
    sa.Column('unit', sa.String(80), nullable=False),
    sa.Column('limit_per_order', Amount(), nullable=True),
    sa.Column('limit_per_month', Amount(), nullable=True),
    sa.Column('invited_at', Instant(), nullable=False),
    sa.Column('joined_at', Instant(), nullable=True),
    sa.Column('deactivated_at', Instant(), nullable=True),
    sa.CheckConstraint('limit_per_month IS NULL OR limit_per_month >= 0', name='ck_person_limit_per_month_not_negative'),
    sa.CheckConstraint('limit_per_order IS NULL OR limit_per_order >= 0', name='ck_person_limit_per_order_not_negative'),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_person_account_id'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name='fk_person_company_id'),
    sa.PrimaryKeyConstraint('id', name='pk_person'),
    sa.UniqueConstraint('company_id', 'account_id', name='uq_person_company_id_account_id')
    )
    op.create_index('ix_person_account_id', 'person', ['account_id'], unique=False)
    op.create_index('ix_person_company_id', 'person', ['company_id'], unique=False)

    op.create_table('recovery_code',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('account_id', sa.String(26), nullable=False),
    sa.Column('code_hash', sa.String(200), nullable=False),
    sa.Column('used_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_recovery_code_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_recovery_code')
    )
    op.create_index('ix_recovery_code_account_id', 'recovery_code', ['account_id'], unique=False)

    op.create_table('sign_in_session',
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('token_hash', sa.String(64), nullable=False),
    sa.Column('account_id', sa.String(26), nullable=False),
    sa.Column('person_id', sa.String(26), nullable=True),
    sa.Column('company_id', sa.String(26), nullable=True),
    sa.Column('assurance', sa.String(12), nullable=False),
    sa.Column('stepped_up_at', Instant(), nullable=True),
    sa.Column('started_at', Instant(), nullable=False),
    sa.Column('last_seen_at', Instant(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.Column('end_reason', sa.String(40), nullable=False),
    sa.Column('device', sa.String(120), nullable=False),
    sa.Column('address', sa.String(64), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_sign_in_session_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_sign_in_session'),
    sa.UniqueConstraint('token_hash', name='uq_sign_in_session_token_hash')
    )
    op.create_index('ix_sign_in_session_account_id', 'sign_in_session', ['account_id'], unique=False)
    op.create_index('ix_sign_in_session_company_id', 'sign_in_session', ['company_id'], unique=False)
    op.create_index('ix_sign_in_session_ended_at', 'sign_in_session', ['ended_at'], unique=False)

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

    op.create_table('role_assignment',
    sa.Column('company_id', sa.String(26), nullable=False),
    sa.Column('id', sa.String(26), nullable=False),
    sa.Column('person_id', sa.String(26), nullable=False),
    sa.Column('role', sa.String(24), nullable=False),
    sa.Column('cost_centre_id', sa.String(26), nullable=True),
    sa.Column('granted_at', Instant(), nullable=False),
    sa.Column('granted_by', sa.String(26), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name='fk_role_assignment_company_id'),
    sa.ForeignKeyConstraint(['cost_centre_id'], ['cost_centre.id'], name='fk_role_assignment_cost_centre_id'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name='fk_role_assignment_person_id'),
    sa.PrimaryKeyConstraint('id', name='pk_role_assignment')
    )
    op.create_index('ix_role_assignment_company_id', 'role_assignment', ['company_id'], unique=False)
    op.create_index('ix_role_assignment_person', 'role_assignment', ['company_id', 'person_id'], unique=False)

    for statement in append_only('audit_entry', op.get_bind().dialect.name):
        op.execute(statement)
    if op.get_bind().dialect.name == 'postgresql':
        for table in TENANT_TABLES:
            for statement in row_security(table, companyless=table == 'audit_entry'):
                op.execute(statement)


def downgrade() -> None:
    op.drop_index('ix_role_assignment_person', table_name='role_assignment')
    op.drop_index('ix_role_assignment_company_id', table_name='role_assignment')

    op.drop_table('role_assignment')
    op.drop_index('ix_trusted_device_account_id', table_name='trusted_device')

    op.drop_table('trusted_device')
    op.drop_index('ix_sign_in_session_ended_at', table_name='sign_in_session')
    op.drop_index('ix_sign_in_session_company_id', table_name='sign_in_session')
    op.drop_index('ix_sign_in_session_account_id', table_name='sign_in_session')

    op.drop_table('sign_in_session')
    op.drop_index('ix_recovery_code_account_id', table_name='recovery_code')

    op.drop_table('recovery_code')
    op.drop_index('ix_person_company_id', table_name='person')
    op.drop_index('ix_person_account_id', table_name='person')

    op.drop_table('person')
    op.drop_index('ix_mail_link_account_id', table_name='mail_link')

    op.drop_table('mail_link')
    op.drop_index('ix_delivery_address_company_id', table_name='delivery_address')

    op.drop_table('delivery_address')
    op.drop_index('ix_cost_centre_company_id', table_name='cost_centre')

    op.drop_table('cost_centre')
    op.drop_index('ix_audit_entry_object', table_name='audit_entry')
    op.drop_index('ix_audit_entry_company_at', table_name='audit_entry')

    op.drop_table('audit_entry')
    op.drop_index('ix_repeated_call_at', table_name='repeated_call')

    op.drop_table('repeated_call')
    op.drop_index('ix_outbox_message_due', table_name='outbox_message')

    op.drop_table('outbox_message')
    op.drop_index('ix_limit_window_ends_at', table_name='limit_window')

    op.drop_table('limit_window')
    op.drop_table('company')
    op.drop_table('account')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION audit_entry_keeps')
