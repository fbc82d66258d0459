"""Doors that go on alone"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("flush", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("limit_per_day", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("limit_per_session", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("anti_passback_minutes", sa.Integer(), server_default="0", nullable=False)
        )

    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ruled", sa.String(), nullable=True))
        batch_op.create_index(
            "ix_scans_strangers",
            ["credential_hash", "hall"],
            unique=False,
            sqlite_where=sa.text("delegate_id IS NULL AND verdict = 'admitted'"),
            postgresql_where=sa.text("delegate_id IS NULL AND verdict = 'admitted'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_scans_strangers",
            sqlite_where=sa.text("delegate_id IS NULL AND verdict = 'admitted'"),
            postgresql_where=sa.text("delegate_id IS NULL AND verdict = 'admitted'"),
        )
        batch_op.drop_column("ruled")

    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.drop_column("anti_passback_minutes")
        batch_op.drop_column("limit_per_session")
        batch_op.drop_column("limit_per_day")
        batch_op.drop_column("flush")
