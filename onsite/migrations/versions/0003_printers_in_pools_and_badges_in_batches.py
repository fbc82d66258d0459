"""Printers in pools and badges in batches"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "print_batches",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("separators", sa.String(), nullable=False),
        sa.Column("box_size", sa.Integer(), nullable=True),
        sa.Column("printer", sa.String(), nullable=True),
        sa.Column("asked_for", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("box_count", sa.Integer(), nullable=False),
        sa.Column("separator_count", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_batches")),
    )
    with op.batch_alter_table("print_batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_print_batches_at"), ["at"], unique=False)

    op.create_table(
        "print_batch_acts",
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_position", sa.Integer(), nullable=True),
        sa.Column("to_position", sa.Integer(), nullable=True),
        sa.Column("printer", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["print_batches.id"],
            name=op.f("fk_print_batch_acts_batch_id_print_batches"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_batch_acts")),
    )
    with op.batch_alter_table("print_batch_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_print_batch_acts_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_print_batch_acts_batch_id"), ["batch_id"], unique=False
        )

    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("instead_of", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("batch", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("batch_position", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("box", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_print_jobs_batch"), ["batch"], unique=False)
        batch_op.create_index(
            "ix_print_jobs_turn",
            ["state", "station", "prints", "wanted_printer", "priority", "created_at"],
            unique=False,
        )

    with op.batch_alter_table("printers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pool", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("width_mm", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("height_mm", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("template", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("can_answer", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("error", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("pages_left", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("warn_at", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("printers", schema=None) as batch_op:
        batch_op.drop_column("warn_at")
        batch_op.drop_column("pages_left")
        batch_op.drop_column("error")
        batch_op.drop_column("can_answer")
        batch_op.drop_column("template")
        batch_op.drop_column("height_mm")
        batch_op.drop_column("width_mm")
        batch_op.drop_column("pool")

    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.drop_index("ix_print_jobs_turn")
        batch_op.drop_index(batch_op.f("ix_print_jobs_batch"))
        batch_op.drop_column("box")
        batch_op.drop_column("batch_position")
        batch_op.drop_column("batch")
        batch_op.drop_column("instead_of")

    with op.batch_alter_table("print_batch_acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_print_batch_acts_batch_id"))
        batch_op.drop_index(batch_op.f("ix_print_batch_acts_at"))

    op.drop_table("print_batch_acts")
    with op.batch_alter_table("print_batches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_print_batches_at"))

    op.drop_table("print_batches")
