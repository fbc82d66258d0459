"""Who was called, who agreed and who was content"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_settings")),
    )
    op.create_table(
        "directory_words",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_directory_words")),
    )
    op.create_table(
        "questions",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("target", sa.Double(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stations", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_at"), ["at"], unique=False)

    op.create_table(
        "question_answers",
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_question_answers_question_id_questions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answers")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("question_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_answers_at"), ["at"], unique=False)
        batch_op.create_index(
            "ix_question_answers_question", ["question_id", "category", "at", "level"], unique=False
        )

    op.create_table(
        "question_ends",
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_question_ends_question_id_questions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_ends")),
        sa.UniqueConstraint("question_id", name=op.f("uq_question_ends_question_id")),
    )
    with op.batch_alter_table("question_ends", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_ends_at"), ["at"], unique=False)

    op.create_table(
        "question_placements",
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("stations", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_question_placements_question_id_questions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_placements")),
    )
    with op.batch_alter_table("question_placements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_placements_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_question_placements_question_id"), ["question_id"], unique=False
        )

    op.create_table(
        "question_places",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_question_places_question_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["station"], ["stations.id"], name=op.f("fk_question_places_station_stations")
        ),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_question_places")),
    )
    with op.batch_alter_table("question_places", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_places_question_id"), ["question_id"], unique=False
        )

    op.create_table(
        "directory_consents",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("shows_phone", sa.Boolean(), nullable=False),
        sa.Column("shows_email", sa.Boolean(), nullable=False),
        sa.Column("words_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegates.id"],
            name=op.f("fk_directory_consents_delegate_id_delegates"),
        ),
        sa.ForeignKeyConstraint(
            ["words_version"],
            ["directory_words.version"],
            name=op.f("fk_directory_consents_words_version_directory_words"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_consents")),
    )
    with op.batch_alter_table("directory_consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_directory_consents_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_directory_consents_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "no_show_calls",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("coming_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_no_show_calls_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_no_show_calls")),
    )
    with op.batch_alter_table("no_show_calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_no_show_calls_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_no_show_calls_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "no_show_claims",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegates.id"], name=op.f("fk_no_show_claims_delegate_id_delegates")
        ),
        sa.PrimaryKeyConstraint("delegate_id", name=op.f("pk_no_show_claims")),
    )


def downgrade() -> None:
    op.drop_table("no_show_claims")
    with op.batch_alter_table("no_show_calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_no_show_calls_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_no_show_calls_at"))

    op.drop_table("no_show_calls")
    with op.batch_alter_table("directory_consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_directory_consents_delegate_id"))
        batch_op.drop_index(batch_op.f("ix_directory_consents_at"))

    op.drop_table("directory_consents")
    with op.batch_alter_table("question_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_places_question_id"))

    op.drop_table("question_places")
    with op.batch_alter_table("question_placements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_placements_question_id"))
        batch_op.drop_index(batch_op.f("ix_question_placements_at"))

    op.drop_table("question_placements")
    with op.batch_alter_table("question_ends", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_ends_at"))

    op.drop_table("question_ends")
    with op.batch_alter_table("question_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_question_answers_question")
        batch_op.drop_index(batch_op.f("ix_question_answers_at"))

    op.drop_table("question_answers")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questions_at"))

    op.drop_table("questions")
    op.drop_table("directory_words")
    op.drop_table("directory_settings")
