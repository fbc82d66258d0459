"""Desks as a congress runs them"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "back_entries",
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_back_entries")),
    )
    with op.batch_alter_table("back_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_back_entries_at"), ["at"], unique=False)

    op.create_table(
        "cash_sessions",
        sa.Column("drawer", sa.String(), nullable=False),
        sa.Column("cashier", sa.String(), nullable=False),
        sa.Column("float_fen", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_sessions")),
    )
    with op.batch_alter_table("cash_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cash_sessions_at"), ["at"], unique=False)

    op.create_table(
        "group_check_ins",
        sa.Column("reg_nos", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_check_ins")),
    )
    with op.batch_alter_table("group_check_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_check_ins_at"), ["at"], unique=False)

    op.create_table(
        "help_calls",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_calls")),
    )
    with op.batch_alter_table("help_calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_calls_at"), ["at"], unique=False)

    op.create_table(
        "money_policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lost_badge_fee_fen", sa.Integer(), nullable=False),
        sa.Column("drawer_limit_fen", sa.Integer(), nullable=True),
        sa.Column("channel_fees", sa.JSON(), nullable=False),
        sa.Column("prices", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_policy")),
    )
    op.create_table(
        "payments",
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("total_fen", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payments_at"), ["at"], unique=False)

    op.create_table(
        "pick_ups",
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("reg_nos", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick_ups")),
    )
    with op.batch_alter_table("pick_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pick_ups_at"), ["at"], unique=False)

    op.create_table(
        "place_cards",
        sa.Column("reg_nos", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_cards")),
    )
    with op.batch_alter_table("place_cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_cards_at"), ["at"], unique=False)

    op.create_table(
        "receipt_counters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_counters")),
    )
    op.create_table(
        "reception_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_minutes", sa.Integer(), nullable=False),
        sa.Column("wait_alarm_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_settings")),
    )
    op.create_table(
        "reversals",
        sa.Column("of_kind", sa.String(), nullable=False),
        sa.Column("of_fact", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reversals")),
        sa.UniqueConstraint("of_fact", "of_kind", name="uq_reversals_of_fact"),
    )
    with op.batch_alter_table("reversals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reversals_at"), ["at"], unique=False)

    op.create_table(
        "shift_sign_ins",
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_sign_ins")),
        sa.UniqueConstraint("staff", "day", "turn", name=op.f("uq_shift_sign_ins_staff")),
    )
    with op.batch_alter_table("shift_sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_sign_ins_at"), ["at"], unique=False)

    op.create_table(
        "tags_out",
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("keeping_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_tags_out")),
    )
    op.create_table(
        "walk_in_notices",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_walk_in_notices")),
    )
    op.create_table(
        "cash_closings",
        sa.Column("cash_session_id", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("counted_fen", sa.Integer(), nullable=False),
        sa.Column("expected_fen", sa.Integer(), nullable=False),
        sa.Column("difference_fen", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cash_session_id"],
            ["cash_sessions.id"],
            name=op.f("fk_cash_closings_cash_session_id_cash_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_closings")),
        sa.UniqueConstraint("cash_session_id", name=op.f("uq_cash_closings_cash_session_id")),
    )
    with op.batch_alter_table("cash_closings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cash_closings_at"), ["at"], unique=False)

    op.create_table(
        "cash_corrections",
        sa.Column("cash_session_id", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cash_session_id"],
            ["cash_sessions.id"],
            name=op.f("fk_cash_corrections_cash_session_id_cash_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_corrections")),
    )
    with op.batch_alter_table("cash_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cash_corrections_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cash_corrections_cash_session_id"), ["cash_session_id"], unique=False
        )

    op.create_table(
        "hand_overs",
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["phone"], ["stations.id"], name=op.f("fk_hand_overs_phone_stations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hand_overs_at"), ["at"], unique=False)

    op.create_table(
        "help_call_answers",
        sa.Column("help_call_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["help_call_id"],
            ["help_calls.id"],
            name=op.f("fk_help_call_answers_help_call_id_help_calls"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_call_answers")),
        sa.UniqueConstraint("help_call_id", name=op.f("uq_help_call_answers_help_call_id")),
    )
    with op.batch_alter_table("help_call_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_call_answers_at"), ["at"], unique=False)

    op.create_table(
        "holdings",
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_holdings_never_below_zero")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_holdings_item_items")),
        sa.PrimaryKeyConstraint("holder", "item", name=op.f("pk_holdings")),
    )
    op.create_table(
        "numbers_out",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("hand_out_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_numbers_out_item_items")),
        sa.PrimaryKeyConstraint("item", "number", name=op.f("pk_numbers_out")),
    )
    with op.batch_alter_table("numbers_out", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_numbers_out_hand_out_id"), ["hand_out_id"], unique=False
        )

    op.create_table(
        "open_drawers",
        sa.Column("drawer", sa.String(), nullable=False),
        sa.Column("cashier", sa.String(), nullable=False),
        sa.Column("cash_session_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cash_session_id"],
            ["cash_sessions.id"],
            name=op.f("fk_open_drawers_cash_session_id_cash_sessions"),
        ),
        sa.PrimaryKeyConstraint("drawer", name=op.f("pk_open_drawers")),
        sa.UniqueConstraint("cash_session_id", name=op.f("uq_open_drawers_cash_session_id")),
        sa.UniqueConstraint("cashier", name=op.f("uq_open_drawers_cashier")),
    )
    op.create_table(
        "payment_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("tendered_fen", sa.Integer(), nullable=False),
        sa.Column("change_fen", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_payment_lines_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_lines")),
    )
    with op.batch_alter_table("payment_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_lines_payment_id"), ["payment_id"], unique=False
        )
        batch_op.create_index("ix_payment_lines_reference", ["method", "reference"], unique=False)

    op.create_table(
        "queue_slips",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["zone"], ["zones.code"], name=op.f("fk_queue_slips_zone_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_slips")),
        sa.UniqueConstraint("code", name=op.f("uq_queue_slips_code")),
        sa.UniqueConstraint("zone", "number", name=op.f("uq_queue_slips_zone")),
    )
    with op.batch_alter_table("queue_slips", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_queue_slips_at"), ["at"], unique=False)

    op.create_table(
        "stock_moves",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("from_pile", sa.String(), nullable=True),
        sa.Column("to_pile", sa.String(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_stock_moves_item_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_moves")),
    )
    with op.batch_alter_table("stock_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stock_moves_at"), ["at"], unique=False)

    op.create_table(
        "stocks",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("pile", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("low_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_stocks_never_below_zero")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_stocks_item_items")),
        sa.PrimaryKeyConstraint("item", "pile", name=op.f("pk_stocks")),
    )
    op.create_table(
        "voucher_numbers",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["items.code"], name=op.f("fk_voucher_numbers_item_items")
        ),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_voucher_numbers")),
    )
    op.create_table(
        "zone_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["zone"], ["zones.code"], name=op.f("fk_zone_changes_zone_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone_changes")),
    )
    op.create_table(
        "blank_batches",
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category"], ["categories.code"], name=op.f("fk_blank_batches_category_categories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_batches")),
    )
    with op.batch_alter_table("blank_batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blank_batches_at"), ["at"], unique=False)

    op.create_table(
        "queue_slip_scans",
        sa.Column("slip_id", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("waited_s", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slip_id"], ["queue_slips.id"], name=op.f("fk_queue_slip_scans_slip_id_queue_slips")
        ),
        sa.ForeignKeyConstraint(
            ["zone"], ["zones.code"], name=op.f("fk_queue_slip_scans_zone_zones")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_slip_scans")),
        sa.UniqueConstraint("slip_id", name=op.f("uq_queue_slip_scans_slip_id")),
    )
    with op.batch_alter_table("queue_slip_scans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_queue_slip_scans_at"), ["at"], unique=False)

    op.create_table(
        "quota_batches",
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category"], ["categories.code"], name=op.f("fk_quota_batches_category_categories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_batches")),
    )
    with op.batch_alter_table("quota_batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quota_batches_at"), ["at"], unique=False)

    op.create_table(
        "walk_in_batches",
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category"], ["categories.code"], name=op.f("fk_walk_in_batches_category_categories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in_batches")),
    )
    with op.batch_alter_table("walk_in_batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walk_in_batches_at"), ["at"], unique=False)

    op.create_table(
        "walk_in_forms",
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("is_for_kiosks", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category"], ["categories.code"], name=op.f("fk_walk_in_forms_category_categories")
        ),
        sa.PrimaryKeyConstraint("category", name=op.f("pk_walk_in_forms")),
    )
    op.create_table(
        "alerts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("session", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("wait_s", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_alerts_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alerts")),
    )
    op.create_table(
        "attention_notes",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_attention_notes_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attention_notes")),
    )
    with op.batch_alter_table("attention_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attention_notes_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attention_notes_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "bindings",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_bindings_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bindings")),
    )
    with op.batch_alter_table("bindings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bindings_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_bindings_delegate_id"), ["delegate_id"], unique=False)

    op.create_table(
        "cancellations",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_cancellations_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancellations")),
    )
    with op.batch_alter_table("cancellations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cancellations_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cancellations_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "category_changes",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("difference_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegates.id"],
            name=op.f("fk_category_changes_delegate_id_delegates"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_changes")),
    )
    with op.batch_alter_table("category_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_category_changes_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_category_changes_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "charges",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_charges_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
    )
    with op.batch_alter_table("charges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charges_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_charges_delegate_id"), ["delegate_id"], unique=False)

    op.create_table(
        "deposits",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_deposits_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposits")),
    )
    with op.batch_alter_table("deposits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deposits_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_deposits_delegate_id"), ["delegate_id"], unique=False)

    op.create_table(
        "escalations",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("is_cleared", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_escalations_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
    )
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalations_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_escalations_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "hand_outs",
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("staff", sa.String(), nullable=True),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("voucher_code", sa.String(), nullable=True),
        sa.Column("pick_up_by", sa.String(), nullable=False),
        sa.Column("security", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.String(), nullable=True),
        sa.Column("pile", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_hand_outs_delegate_id_delegates")
        ),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_hand_outs_item_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_outs")),
        sa.UniqueConstraint("voucher_code", name=op.f("uq_hand_outs_voucher_code")),
    )
    with op.batch_alter_table("hand_outs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hand_outs_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_hand_outs_delegate_id"), ["delegate_id"], unique=False)
        batch_op.create_index("ix_hand_outs_item", ["item", "pile", "count"], unique=False)
        batch_op.create_index(batch_op.f("ix_hand_outs_staff"), ["staff"], unique=False)

    op.create_table(
        "identity_notes",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("number_masked", sa.String(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_identity_notes_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_notes")),
    )
    with op.batch_alter_table("identity_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_notes_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_identity_notes_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "identity_readings",
        sa.Column("read_for", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("identity_hash", sa.String(), nullable=False),
        sa.Column("identity_masked", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegates.id"],
            name=op.f("fk_identity_readings_delegate_id_delegates"),
        ),
        sa.ForeignKeyConstraint(
            ["read_for"], ["stations.id"], name=op.f("fk_identity_readings_read_for_stations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_readings")),
    )
    with op.batch_alter_table("identity_readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_readings_at"), ["at"], unique=False)
        batch_op.create_index("ix_identity_readings_read_for", ["read_for", "at"], unique=False)

    op.create_table(
        "invoice_events",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("tax_number", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("bag", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_invoice_events_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_events")),
        sa.UniqueConstraint("delegate_id", "step", name="uq_invoice_events_delegate_id"),
    )
    with op.batch_alter_table("invoice_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoice_events_at"), ["at"], unique=False)

    op.create_table(
        "keepings",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_keepings_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keepings")),
    )
    with op.batch_alter_table("keepings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keepings_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_keepings_delegate_id"), ["delegate_id"], unique=False)

    op.create_table(
        "merges",
        sa.Column("keep_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("paid_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["delegates.id"], name=op.f("fk_merges_gone_id_delegates")
        ),
        sa.ForeignKeyConstraint(
            ["keep_id"], ["delegates.id"], name=op.f("fk_merges_keep_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
        sa.UniqueConstraint("gone_id", name=op.f("uq_merges_gone_id")),
    )
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merges_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_keep_id"), ["keep_id"], unique=False)

    op.create_table(
        "name_fixes",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_name_fixes_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_fixes")),
    )
    with op.batch_alter_table("name_fixes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_fixes_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_name_fixes_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "pay_outs",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_pay_outs_delegate_id_delegates")
        ),
        sa.ForeignKeyConstraint(["of"], ["pay_outs.id"], name=op.f("fk_pay_outs_of_pay_outs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_outs")),
    )
    with op.batch_alter_table("pay_outs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_outs_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_pay_outs_delegate_id"), ["delegate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pay_outs_of"), ["of"], unique=False)

    op.create_table(
        "payment_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_payment_shares_delegate_id_delegates")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_payment_shares_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_shares")),
    )
    with op.batch_alter_table("payment_shares", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_shares_delegate_id"), ["delegate_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_payment_shares_payment_id"), ["payment_id"], unique=False
        )

    op.create_table(
        "postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fact_kind", sa.String(), nullable=False),
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("counts_as", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("cash_session_id", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cashier", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cash_session_id"],
            ["cash_sessions.id"],
            name=op.f("fk_postings_cash_session_id_cash_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_postings_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
    )
    with op.batch_alter_table("postings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postings_account"), ["account"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_postings_cash_session_id"), ["cash_session_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_postings_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_postings_delegate_id"), ["delegate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_postings_fact_id"), ["fact_id"], unique=False)

    op.create_table(
        "promises",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_promises_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_delegate_id"), ["delegate_id"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fact_kind", sa.String(), nullable=False),
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("cash_session_id", sa.String(), nullable=True),
        sa.Column("total_fen", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("paper", sa.JSON(), nullable=False),
        sa.Column("print_job", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cash_session_id"],
            ["cash_sessions.id"],
            name=op.f("fk_receipts_cash_session_id_cash_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_receipts_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_receipts")),
        sa.UniqueConstraint("fact_id", "fact_kind", name="uq_receipts_fact_id"),
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receipts_cash_session_id"), ["cash_session_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_receipts_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipts_delegate_id"), ["delegate_id"], unique=False)

    op.create_table(
        "receptions",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_receptions_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receptions")),
    )
    with op.batch_alter_table("receptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receptions_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_receptions_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "refunds",
        sa.Column("payment_id", sa.String(), nullable=True),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_refunds_delegate_id_delegates")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_refunds_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refunds_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_refunds_delegate_id"), ["delegate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_refunds_payment_id"), ["payment_id"], unique=False)

    op.create_table(
        "signatures",
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("strokes", sa.JSON(), nullable=False),
        sa.Column("aspect", sa.Double(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_signatures_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("fact_id", name=op.f("pk_signatures")),
    )
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signatures_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "slide_checks",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("session_code", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_slide_checks_delegate_id_delegates")
        ),
        sa.ForeignKeyConstraint(
            ["session_code"], ["sessions.code"], name=op.f("fk_slide_checks_session_code_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slide_checks")),
    )
    with op.batch_alter_table("slide_checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slide_checks_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_slide_checks_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "substitutions",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_substitutions_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitutions")),
    )
    with op.batch_alter_table("substitutions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitutions_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_substitutions_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "alert_acknowledgements",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["alerts.key"], name=op.f("fk_alert_acknowledgements_key_alerts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_acknowledgements")),
    )
    with op.batch_alter_table("alert_acknowledgements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_acknowledgements_at"), ["at"], unique=False)

    op.create_table(
        "blank_badges",
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("bound_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["blank_batches.id"], name=op.f("fk_blank_badges_batch_id_blank_batches")
        ),
        sa.ForeignKeyConstraint(
            ["bound_by"], ["bindings.id"], name=op.f("fk_blank_badges_bound_by_bindings")
        ),
        sa.PrimaryKeyConstraint("secret", name=op.f("pk_blank_badges")),
        sa.UniqueConstraint("number", name=op.f("uq_blank_badges_number")),
    )
    with op.batch_alter_table("blank_badges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blank_badges_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "hand_out_undos",
        sa.Column("hand_out_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_out_id"], ["hand_outs.id"], name=op.f("fk_hand_out_undos_hand_out_id_hand_outs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_out_undos")),
        sa.UniqueConstraint("hand_out_id", name=op.f("uq_hand_out_undos_hand_out_id")),
    )
    with op.batch_alter_table("hand_out_undos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hand_out_undos_at"), ["at"], unique=False)

    op.create_table(
        "keeping_returns",
        sa.Column("keeping_id", sa.String(), nullable=False),
        sa.Column("to_whom", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_keeping_returns_delegate_id_delegates")
        ),
        sa.ForeignKeyConstraint(
            ["keeping_id"], ["keepings.id"], name=op.f("fk_keeping_returns_keeping_id_keepings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keeping_returns")),
        sa.UniqueConstraint("keeping_id", name=op.f("uq_keeping_returns_keeping_id")),
    )
    with op.batch_alter_table("keeping_returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keeping_returns_at"), ["at"], unique=False)

    op.create_table(
        "loan_returns",
        sa.Column("hand_out_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("handed_back_by", sa.String(), nullable=False),
        sa.Column("received_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("pile", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_out_id"], ["hand_outs.id"], name=op.f("fk_loan_returns_hand_out_id_hand_outs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_returns")),
        sa.UniqueConstraint("hand_out_id", name=op.f("uq_loan_returns_hand_out_id")),
    )
    with op.batch_alter_table("loan_returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loan_returns_at"), ["at"], unique=False)

    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert"], ["alerts.key"], name=op.f("fk_notifications_alert_alerts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    )
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.create_index("ix_notifications_state", ["state", "due_at"], unique=False)

    op.create_table(
        "receipt_copies",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("copy_no", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["receipts.number"], name=op.f("fk_receipt_copies_number_receipts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_copies")),
        sa.UniqueConstraint("number", "copy_no", name="uq_receipt_copies_number"),
    )
    with op.batch_alter_table("receipt_copies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_copies_at"), ["at"], unique=False)

    op.create_table(
        "redeemed",
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("hand_out_id", sa.String(), nullable=True),
        sa.Column("redemption_id", sa.String(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_by_badge", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_redeemed_delegate_id_delegates")
        ),
        sa.ForeignKeyConstraint(
            ["hand_out_id"], ["hand_outs.id"], name=op.f("fk_redeemed_hand_out_id_hand_outs")
        ),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_redeemed_item_items")),
        sa.PrimaryKeyConstraint("holder", "item", "nth", name=op.f("pk_redeemed")),
        sa.UniqueConstraint("hand_out_id", name=op.f("uq_redeemed_hand_out_id")),
    )
    op.create_table(
        "voucher_redemptions",
        sa.Column("hand_out_id", sa.String(), nullable=True),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("checkpoint", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegates.id"],
            name=op.f("fk_voucher_redemptions_delegate_id_delegates"),
        ),
        sa.ForeignKeyConstraint(
            ["hand_out_id"],
            ["hand_outs.id"],
            name=op.f("fk_voucher_redemptions_hand_out_id_hand_outs"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_redemptions")),
    )
    with op.batch_alter_table("voucher_redemptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voucher_redemptions_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_voucher_redemptions_delegate_id"), ["delegate_id"], unique=False
        )
        batch_op.create_index("ix_voucher_redemptions_item", ["item", "verdict"], unique=False)

    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_at"), ["at"], unique=False)

    with op.batch_alter_table("check_in_undos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_in_undos_at"), ["at"], unique=False)

    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_check_ins_at"), ["at"], unique=False)

    with op.batch_alter_table("delegates", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("charged_fen", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("received_fen", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("is_escalated", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("is_nameless", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.create_index(
            batch_op.f("ix_delegates_identity_hash"), ["identity_hash"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_delegates_merged_into_delegates"), "delegates", ["merged_into"], ["id"]
        )

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("low_stock_count", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("place", sa.String(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("is_booked", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("operators", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shift", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("on_duty_at", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("overrides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overrides_at"), ["at"], unique=False)

    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paper", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(batch_op.f("ix_print_jobs_created_at"), ["created_at"], unique=False)

    with op.batch_alter_table("printers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("revocations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revocations_at"), ["at"], unique=False)

    with op.batch_alter_table("stations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("printer", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_stations_parent_stations"), "stations", ["parent"], ["id"]
        )

    with op.batch_alter_table("walk_ins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("notice_version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_walk_ins_at"), ["at"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_walk_ins_notice_version_walk_in_notices"),
            "walk_in_notices",
            ["notice_version"],
            ["version"],
        )

    with op.batch_alter_table("zones", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_strict", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("zones", schema=None) as batch_op:
        batch_op.drop_column("is_strict")

    with op.batch_alter_table("walk_ins", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_walk_ins_notice_version_walk_in_notices"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_walk_ins_at"))
        batch_op.drop_column("consented_at")
        batch_op.drop_column("notice_version")
        batch_op.drop_column("batch_id")

    with op.batch_alter_table("stations", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_stations_parent_stations"), type_="foreignkey")
        batch_op.drop_column("printer")
        batch_op.drop_column("ends_at")
        batch_op.drop_column("parent")

    with op.batch_alter_table("revocations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revocations_at"))

    with op.batch_alter_table("printers", schema=None) as batch_op:
        batch_op.drop_column("place")

    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_print_jobs_created_at"))
        batch_op.drop_column("priority")
        batch_op.drop_column("paper")

    with op.batch_alter_table("overrides", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overrides_at"))

    with op.batch_alter_table("operators", schema=None) as batch_op:
        batch_op.drop_column("on_duty_at")
        batch_op.drop_column("shift")

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_column("is_booked")
        batch_op.drop_column("place")
        batch_op.drop_column("valid_until")
        batch_op.drop_column("valid_from")
        batch_op.drop_column("low_stock_count")

    with op.batch_alter_table("delegates", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_delegates_merged_into_delegates"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_delegates_identity_hash"))
        batch_op.drop_column("is_nameless")
        batch_op.drop_column("merged_into")
        batch_op.drop_column("is_escalated")
        batch_op.drop_column("received_fen")
        batch_op.drop_column("charged_fen")

    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_ins_at"))
        batch_op.drop_column("noted_at")

    with op.batch_alter_table("check_in_undos", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_in_undos_at"))

    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blocks_at"))

    with op.batch_alter_table("voucher_redemptions", schema=None) as batch_op:
        batch_op.drop_index("ix_voucher_redemptions_item")
        batch_op.drop_index(batch_op.f("ix_voucher_redemptions_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_voucher_redemptions_at"))

    op.drop_table("voucher_redemptions")
    op.drop_table("redeemed")
    with op.batch_alter_table("receipt_copies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_copies_at"))

    op.drop_table("receipt_copies")
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.drop_index("ix_notifications_state")

    op.drop_table("notifications")
    with op.batch_alter_table("loan_returns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loan_returns_at"))

    op.drop_table("loan_returns")
    with op.batch_alter_table("keeping_returns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keeping_returns_at"))

    op.drop_table("keeping_returns")
    with op.batch_alter_table("hand_out_undos", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hand_out_undos_at"))

    op.drop_table("hand_out_undos")
    with op.batch_alter_table("blank_badges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blank_badges_batch_id"))

    op.drop_table("blank_badges")
    with op.batch_alter_table("alert_acknowledgements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_acknowledgements_at"))

    op.drop_table("alert_acknowledgements")
    with op.batch_alter_table("substitutions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_substitutions_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_substitutions_at"))

    op.drop_table("substitutions")
    with op.batch_alter_table("slide_checks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slide_checks_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_slide_checks_at"))

    op.drop_table("slide_checks")
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatures_delegate_id"))

    op.drop_table("signatures")
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refunds_payment_id"))
        batch_op.drop_index(batch_op.f("ix_refunds_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_refunds_at"))

    op.drop_table("refunds")
    with op.batch_alter_table("receptions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receptions_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_receptions_at"))

    op.drop_table("receptions")
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipts_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_receipts_day"))
        batch_op.drop_index(batch_op.f("ix_receipts_cash_session_id"))

    op.drop_table("receipts")
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promises_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_promises_at"))

    op.drop_table("promises")
    with op.batch_alter_table("postings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_postings_fact_id"))
        batch_op.drop_index(batch_op.f("ix_postings_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_postings_day"))
        batch_op.drop_index(batch_op.f("ix_postings_cash_session_id"))
        batch_op.drop_index(batch_op.f("ix_postings_account"))

    op.drop_table("postings")
    with op.batch_alter_table("payment_shares", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_shares_payment_id"))
        batch_op.drop_index(batch_op.f("ix_payment_shares_delegate_id"))

    op.drop_table("payment_shares")
    with op.batch_alter_table("pay_outs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pay_outs_of"))
        batch_op.drop_index(batch_op.f("ix_pay_outs_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_pay_outs_at"))

    op.drop_table("pay_outs")
    with op.batch_alter_table("name_fixes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_fixes_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_name_fixes_at"))

    op.drop_table("name_fixes")
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merges_keep_id"))
        batch_op.drop_index(batch_op.f("ix_merges_at"))

    op.drop_table("merges")
    with op.batch_alter_table("keepings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keepings_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_keepings_at"))

    op.drop_table("keepings")
    with op.batch_alter_table("invoice_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invoice_events_at"))

    op.drop_table("invoice_events")
    with op.batch_alter_table("identity_readings", schema=None) as batch_op:
        batch_op.drop_index("ix_identity_readings_read_for")
        batch_op.drop_index(batch_op.f("ix_identity_readings_at"))

    op.drop_table("identity_readings")
    with op.batch_alter_table("identity_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_notes_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_identity_notes_at"))

    op.drop_table("identity_notes")
    with op.batch_alter_table("hand_outs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hand_outs_staff"))
        batch_op.drop_index("ix_hand_outs_item")
        batch_op.drop_index(batch_op.f("ix_hand_outs_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_hand_outs_at"))

    op.drop_table("hand_outs")
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalations_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_escalations_at"))

    op.drop_table("escalations")
    with op.batch_alter_table("deposits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deposits_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_deposits_at"))

    op.drop_table("deposits")
    with op.batch_alter_table("charges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charges_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_charges_at"))

    op.drop_table("charges")
    with op.batch_alter_table("category_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_category_changes_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_category_changes_at"))

    op.drop_table("category_changes")
    with op.batch_alter_table("cancellations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cancellations_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_cancellations_at"))

    op.drop_table("cancellations")
    with op.batch_alter_table("bindings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bindings_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_bindings_at"))

    op.drop_table("bindings")
    with op.batch_alter_table("attention_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attention_notes_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_attention_notes_at"))

    op.drop_table("attention_notes")
    op.drop_table("alerts")
    op.drop_table("walk_in_forms")
    with op.batch_alter_table("walk_in_batches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walk_in_batches_at"))

    op.drop_table("walk_in_batches")
    with op.batch_alter_table("quota_batches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quota_batches_at"))

    op.drop_table("quota_batches")
    with op.batch_alter_table("queue_slip_scans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_queue_slip_scans_at"))

    op.drop_table("queue_slip_scans")
    with op.batch_alter_table("blank_batches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blank_batches_at"))

    op.drop_table("blank_batches")
    op.drop_table("zone_changes")
    op.drop_table("voucher_numbers")
    op.drop_table("stocks")
    with op.batch_alter_table("stock_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stock_moves_at"))

    op.drop_table("stock_moves")
    with op.batch_alter_table("queue_slips", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_queue_slips_at"))

    op.drop_table("queue_slips")
    with op.batch_alter_table("payment_lines", schema=None) as batch_op:
        batch_op.drop_index("ix_payment_lines_reference")
        batch_op.drop_index(batch_op.f("ix_payment_lines_payment_id"))

    op.drop_table("payment_lines")
    op.drop_table("open_drawers")
    with op.batch_alter_table("numbers_out", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_numbers_out_hand_out_id"))

    op.drop_table("numbers_out")
    op.drop_table("holdings")
    with op.batch_alter_table("help_call_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_call_answers_at"))

    op.drop_table("help_call_answers")
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hand_overs_at"))

    op.drop_table("hand_overs")
    with op.batch_alter_table("cash_corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cash_corrections_cash_session_id"))
        batch_op.drop_index(batch_op.f("ix_cash_corrections_at"))

    op.drop_table("cash_corrections")
    with op.batch_alter_table("cash_closings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cash_closings_at"))

    op.drop_table("cash_closings")
    op.drop_table("walk_in_notices")
    op.drop_table("tags_out")
    with op.batch_alter_table("shift_sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shift_sign_ins_at"))

    op.drop_table("shift_sign_ins")
    with op.batch_alter_table("reversals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reversals_at"))

    op.drop_table("reversals")
    op.drop_table("reception_settings")
    op.drop_table("receipt_counters")
    with op.batch_alter_table("place_cards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_cards_at"))

    op.drop_table("place_cards")
    with op.batch_alter_table("pick_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pick_ups_at"))

    op.drop_table("pick_ups")
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payments_at"))

    op.drop_table("payments")
    op.drop_table("money_policy")
    with op.batch_alter_table("help_calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_calls_at"))

    op.drop_table("help_calls")
    with op.batch_alter_table("group_check_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_check_ins_at"))

    op.drop_table("group_check_ins")
    with op.batch_alter_table("cash_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cash_sessions_at"))

    op.drop_table("cash_sessions")
    with op.batch_alter_table("back_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_back_entries_at"))

    op.drop_table("back_entries")
