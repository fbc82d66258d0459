"""Doors that go on alone"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evacuations",
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evacuations")),
    )
    with op.batch_alter_table("evacuations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evacuations_at"), ["at"], unique=False)

    op.create_table(
        "evacuation_ends",
        sa.Column("evacuation_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evacuation_id"],
            ["evacuations.id"],
            name=op.f("fk_evacuation_ends_evacuation_id_evacuations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evacuation_ends")),
        sa.UniqueConstraint("evacuation_id", name=op.f("uq_evacuation_ends_evacuation_id")),
    )
    with op.batch_alter_table("evacuation_ends", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evacuation_ends_at"), ["at"], unique=False)

    op.create_table(
        "evacuation_halls",
        sa.Column("evacuation_id", sa.String(), nullable=False),
        sa.Column("hall", sa.String(), nullable=False),
        sa.Column("unnamed_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evacuation_id"],
            ["evacuations.id"],
            name=op.f("fk_evacuation_halls_evacuation_id_evacuations"),
        ),
        sa.ForeignKeyConstraint(
            ["hall"], ["halls.code"], name=op.f("fk_evacuation_halls_hall_halls")
        ),
        sa.PrimaryKeyConstraint("evacuation_id", "hall", name=op.f("pk_evacuation_halls")),
    )
    op.create_table(
        "hall_corrections",
        sa.Column("hall", sa.String(), nullable=False),
        sa.Column("inside", sa.Integer(), nullable=False),
        sa.Column("difference", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall"], ["halls.code"], name=op.f("fk_hall_corrections_hall_halls")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall_corrections")),
    )
    with op.batch_alter_table("hall_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hall_corrections_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_hall_corrections_hall"), ["hall"], unique=False)

    op.create_table(
        "running_evacuation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("evacuation_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evacuation_id"],
            ["evacuations.id"],
            name=op.f("fk_running_evacuation_evacuation_id_evacuations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_running_evacuation")),
    )
    op.create_table(
        "evacuation_marks",
        sa.Column("evacuation_id", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("is_out", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegates.id"],
            name=op.f("fk_evacuation_marks_delegate_id_delegates"),
        ),
        sa.ForeignKeyConstraint(
            ["evacuation_id"],
            ["evacuations.id"],
            name=op.f("fk_evacuation_marks_evacuation_id_evacuations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evacuation_marks")),
    )
    with op.batch_alter_table("evacuation_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evacuation_marks_at"), ["at"], unique=False)

    op.create_table(
        "conflict_resolutions",
        sa.Column("conflict_id", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conflict_id"],
            ["conflicts.id"],
            name=op.f("fk_conflict_resolutions_conflict_id_conflicts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_resolutions")),
        sa.UniqueConstraint("conflict_id", name=op.f("uq_conflict_resolutions_conflict_id")),
    )
    with op.batch_alter_table("conflict_resolutions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_resolutions_at"), ["at"], unique=False)

    op.create_table(
        "evacuation_people",
        sa.Column("evacuation_id", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("hall", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mark_id", sa.String(), nullable=True),
        sa.Column("is_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegates.id"],
            name=op.f("fk_evacuation_people_delegate_id_delegates"),
        ),
        sa.ForeignKeyConstraint(
            ["evacuation_id"],
            ["evacuations.id"],
            name=op.f("fk_evacuation_people_evacuation_id_evacuations"),
        ),
        sa.ForeignKeyConstraint(
            ["mark_id"],
            ["evacuation_marks.id"],
            name=op.f("fk_evacuation_people_mark_id_evacuation_marks"),
        ),
        sa.PrimaryKeyConstraint("evacuation_id", "delegate_id", name=op.f("pk_evacuation_people")),
    )
    op.create_table(
        "door_overrides",
        sa.Column("scan_id", sa.String(), nullable=False),
        sa.Column("admitted_scan_id", sa.String(), nullable=False),
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["admitted_scan_id"],
            ["scans.id"],
            name=op.f("fk_door_overrides_admitted_scan_id_scans"),
        ),
        sa.ForeignKeyConstraint(
            ["checkpoint"],
            ["checkpoints.code"],
            name=op.f("fk_door_overrides_checkpoint_checkpoints"),
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["scans.id"], name=op.f("fk_door_overrides_scan_id_scans")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_overrides")),
        sa.UniqueConstraint("scan_id", name=op.f("uq_door_overrides_scan_id")),
    )
    with op.batch_alter_table("door_overrides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_door_overrides_at"), ["at"], unique=False)

    op.create_table(
        "scan_undos",
        sa.Column("scan_id", sa.String(), nullable=False),
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkpoint"], ["checkpoints.code"], name=op.f("fk_scan_undos_checkpoint_checkpoints")
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["scans.id"], name=op.f("fk_scan_undos_scan_id_scans")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_undos")),
        sa.UniqueConstraint("scan_id", name=op.f("uq_scan_undos_scan_id")),
    )
    with op.batch_alter_table("scan_undos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_undos_at"), ["at"], unique=False)

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
        batch_op.add_column(
            sa.Column(
                "exit_at_session_end", sa.Boolean(), server_default=sa.text("0"), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("grace_minutes", sa.Integer(), server_default="30", nullable=False)
        )
        batch_op.add_column(
            sa.Column("offline_names", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("delegates", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delegates_booked",
            ["id"],
            unique=False,
            sqlite_where=sa.text("CAST(booked_items AS VARCHAR) != '[]'"),
            postgresql_where=sa.text("CAST(booked_items AS VARCHAR) != '[]'"),
        )

    with op.batch_alter_table("hall_counts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))

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

    with op.batch_alter_table("hall_counts", schema=None) as batch_op:
        batch_op.drop_column("corrected_at")

    with op.batch_alter_table("delegates", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_delegates_booked",
            sqlite_where=sa.text("CAST(booked_items AS VARCHAR) != '[]'"),
            postgresql_where=sa.text("CAST(booked_items AS VARCHAR) != '[]'"),
        )

    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.drop_column("offline_names")
        batch_op.drop_column("grace_minutes")
        batch_op.drop_column("exit_at_session_end")
        batch_op.drop_column("anti_passback_minutes")
        batch_op.drop_column("limit_per_session")
        batch_op.drop_column("limit_per_day")
        batch_op.drop_column("flush")

    with op.batch_alter_table("scan_undos", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_undos_at"))

    op.drop_table("scan_undos")
    with op.batch_alter_table("door_overrides", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_door_overrides_at"))

    op.drop_table("door_overrides")
    op.drop_table("evacuation_people")
    with op.batch_alter_table("conflict_resolutions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_resolutions_at"))

    op.drop_table("conflict_resolutions")
    with op.batch_alter_table("evacuation_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evacuation_marks_at"))

    op.drop_table("evacuation_marks")
    op.drop_table("running_evacuation")
    with op.batch_alter_table("hall_corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hall_corrections_hall"))
        batch_op.drop_index(batch_op.f("ix_hall_corrections_at"))

    op.drop_table("hall_corrections")
    op.drop_table("evacuation_halls")
    with op.batch_alter_table("evacuation_ends", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evacuation_ends_at"))

    op.drop_table("evacuation_ends")
    with op.batch_alter_table("evacuations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evacuations_at"))

    op.drop_table("evacuations")
