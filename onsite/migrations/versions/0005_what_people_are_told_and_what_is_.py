"""What people are told and what is reported"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert_rules",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("tells_bots", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_alert_rules")),
    )
    op.create_table(
        "alert_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hall_percent", sa.Integer(), nullable=False),
        sa.Column("attendance_percent", sa.Integer(), nullable=False),
        sa.Column("silent_seconds", sa.Integer(), nullable=False),
        sa.Column("clock_seconds", sa.Integer(), nullable=False),
        sa.Column("backup_hours", sa.Integer(), nullable=False),
        sa.Column("digest_hours", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_settings")),
    )
    op.create_table(
        "budget_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("planned_count", sa.Double(), nullable=True),
        sa.Column("unit_price_fen", sa.Integer(), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("counted_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_lines")),
    )
    op.create_table(
        "contact_sheets",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_sheets")),
        sa.UniqueConstraint("number", name=op.f("uq_contact_sheets_number")),
    )
    with op.batch_alter_table("contact_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_sheets_at"), ["at"], unique=False)

    op.create_table(
        "refreshes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refreshes")),
        sa.UniqueConstraint("number", name=op.f("uq_refreshes_number")),
    )
    with op.batch_alter_table("refreshes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refreshes_at"), ["at"], unique=False)

    op.create_table(
        "report_exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_exports")),
    )
    with op.batch_alter_table("report_exports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_exports_at"), ["at"], unique=False)

    op.create_table(
        "report_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("credit_share", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_settings")),
    )
    op.create_table(
        "wipes",
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wipes")),
    )
    with op.batch_alter_table("wipes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wipes_at"), ["at"], unique=False)

    op.create_table(
        "door_states",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("aside", sa.Integer(), nullable=False),
        sa.Column("alone_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station"], ["stations.id"], name=op.f("fk_door_states_station_stations")
        ),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_door_states")),
    )
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("gravity", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=True),
        sa.Column("given_to", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_incidents_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("number", name=op.f("uq_incidents_number")),
    )
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incidents_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_incidents_state"), ["state"], unique=False)

    op.create_table(
        "reminders",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("session_code", sa.String(), nullable=True),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("addressed", sa.JSON(), nullable=False),
        sa.Column("needs_answer", sa.Boolean(), nullable=False),
        sa.Column("open_key", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_reminders_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("open_key", name=op.f("uq_reminders_open_key")),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminders_at"), ["at"], unique=False)

    op.create_table(
        "station_calls",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("needs_answer", sa.Boolean(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_station_calls_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_calls")),
    )
    with op.batch_alter_table("station_calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_calls_at"), ["at"], unique=False)

    op.create_table(
        "incident_steps",
        sa.Column("incident_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=True),
        sa.Column("gravity", sa.String(), nullable=True),
        sa.Column("given_to", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_incident_steps_incident_id_incidents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_steps")),
    )
    with op.batch_alter_table("incident_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_steps_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_incident_steps_incident_id"), ["incident_id"], unique=False
        )

    op.create_table(
        "reminder_ends",
        sa.Column("reminder_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["station_calls.id"], name=op.f("fk_reminder_ends_call_id_station_calls")
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminders.id"], name=op.f("fk_reminder_ends_reminder_id_reminders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_ends")),
        sa.UniqueConstraint("reminder_id", name=op.f("uq_reminder_ends_reminder_id")),
    )
    with op.batch_alter_table("reminder_ends", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_ends_at"), ["at"], unique=False)

    op.create_table(
        "station_call_answers",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["station_calls.id"],
            name=op.f("fk_station_call_answers_call_id_station_calls"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_call_answers")),
        sa.UniqueConstraint("call_id", "station", name=op.f("uq_station_call_answers_call_id")),
    )
    with op.batch_alter_table("station_call_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_call_answers_at"), ["at"], unique=False)

    op.create_table(
        "station_call_receivers",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["station_calls.id"],
            name=op.f("fk_station_call_receivers_call_id_station_calls"),
        ),
        sa.ForeignKeyConstraint(
            ["station"], ["stations.id"], name=op.f("fk_station_call_receivers_station_stations")
        ),
        sa.PrimaryKeyConstraint("call_id", "station", name=op.f("pk_station_call_receivers")),
    )
    with op.batch_alter_table("station_call_receivers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_station_call_receivers_station", ["station", "call_id"], unique=False
        )

    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cause", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("level", sa.String(), server_default="look", nullable=False))
        batch_op.add_column(sa.Column("facts", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_alerts_at", ["at"], unique=False)
        batch_op.create_index(
            "uq_alerts_lasting_cause",
            ["cause"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.alter_column("alert", existing_type=sa.VARCHAR(), nullable=True)
        batch_op.create_index("ix_notifications_target", ["target", "state", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.drop_index("ix_notifications_target")
        batch_op.alter_column("alert", existing_type=sa.VARCHAR(), nullable=False)

    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_alerts_lasting_cause",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_alerts_at")
        batch_op.drop_column("ended_at")
        batch_op.drop_column("facts")
        batch_op.drop_column("level")
        batch_op.drop_column("cause")

    with op.batch_alter_table("station_call_receivers", schema=None) as batch_op:
        batch_op.drop_index("ix_station_call_receivers_station")

    op.drop_table("station_call_receivers")
    with op.batch_alter_table("station_call_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_station_call_answers_at"))

    op.drop_table("station_call_answers")
    with op.batch_alter_table("reminder_ends", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_ends_at"))

    op.drop_table("reminder_ends")
    with op.batch_alter_table("incident_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_steps_incident_id"))
        batch_op.drop_index(batch_op.f("ix_incident_steps_at"))

    op.drop_table("incident_steps")
    with op.batch_alter_table("station_calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_station_calls_at"))

    op.drop_table("station_calls")
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminders_at"))

    op.drop_table("reminders")
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incidents_state"))
        batch_op.drop_index(batch_op.f("ix_incidents_at"))

    op.drop_table("incidents")
    op.drop_table("door_states")
    with op.batch_alter_table("wipes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wipes_at"))

    op.drop_table("wipes")
    op.drop_table("report_settings")
    with op.batch_alter_table("report_exports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_exports_at"))

    op.drop_table("report_exports")
    with op.batch_alter_table("refreshes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refreshes_at"))

    op.drop_table("refreshes")
    with op.batch_alter_table("contact_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_sheets_at"))

    op.drop_table("contact_sheets")
    op.drop_table("budget_lines")
    op.drop_table("alert_settings")
    op.drop_table("alert_rules")
