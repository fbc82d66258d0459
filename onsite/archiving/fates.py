"""What becomes of every column that can hold text when personal data is wiped: the one place that says so.

A table or column that is not named here fails a test. Numbers, instants and flags stay, but for those in
`INSTANTS_GONE`. How a fate is carried out is `wiping`'s business.
"""

from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a column.

    Attributes:
        KEPT: Codes, states, settings, words of the plan that are about no person.
        BLANK: Empty afterwards, or null where it may be.
        EMPTY: A list or an object without anything in it.
        NAME: Says that it was wiped, and on which day.
        STAFF: An operator's name: another, the same wherever she is named. Organisers keep theirs.
        HOLDER: ``staff:NAME`` likewise; ``delegate:12`` stays.
        UNIQUE: Another text, of that row alone.
        HASH: Hashed once more with a key that is thrown away: equal ones stay equal.
        FRESH: Drawn anew.
        PAPER: A slip without words.
        ANSWER: Says that what was told is wiped.
        VERDICT: What a door was told, without the person.
    """

    KEPT = "kept"
    BLANK = "blank"
    EMPTY = "empty"
    NAME = "name"
    STAFF = "staff"
    HOLDER = "holder"
    UNIQUE = "unique"
    HASH = "hash"
    FRESH = "fresh"
    PAPER = "paper"
    ANSWER = "answer"
    VERDICT = "verdict"


KEPT, BLANK, EMPTY, STAFF = Fate.KEPT, Fate.BLANK, Fate.EMPTY, Fate.STAFF

GONE = (  # tables whose rows go; who refers to others before those
    "alert_acknowledgements",
    "notifications",
    "alerts",
    "search_keys",
    "organisation_keys",
    "credentials",
)

# Of every fact. The body's fingerprint could be tried with what someone guesses a body to be.
OF_FACTS = {
    "id": KEPT,
    "station": KEPT,
    "operator": STAFF,
    "fingerprint": Fate.HASH,
    "answer": Fate.ANSWER,
}

INSTANTS_GONE = {"guests": ("arrives_at",)}

WIPED: dict[str, dict[str, Fate]] = {
    "attention_notes": {"text": BLANK},
    "blank_badges": {"secret": Fate.UNIQUE},
    "blocks": {"reason": BLANK},
    "cancellations": {"reason": BLANK},
    "cash_closings": {"note": BLANK},
    "cash_corrections": {"reason": BLANK},
    "cash_sessions": {"cashier": STAFF},
    "category_changes": {"reason": BLANK},
    "charges": {"reason": BLANK},
    "check_in_undos": {"reason": BLANK},
    "conflict_resolutions": {"note": BLANK},
    "contact_sheets": {"lines": EMPTY},
    "delegates": {
        "reg_no": Fate.UNIQUE,
        "name": Fate.NAME,
        "latin_name": Fate.NAME,
        "organisation": BLANK,
        "position": BLANK,
        "phone": BLANK,
        "email": BLANK,
        "identity_hash": BLANK,
        "identity_masked": BLANK,
        "hotel": BLANK,
        "room": BLANK,
        "diet": BLANK,
        "table_no": BLANK,
        "invoice_title": BLANK,
        "tax_number": BLANK,
        "note": BLANK,
        "invoice_bag": BLANK,
    },
    "deposits": {"reference": BLANK},
    "door_overrides": {"reason": BLANK},
    "escalations": {"reason": BLANK},
    "evacuations": {"reason": BLANK},
    "event": {"plan_path": BLANK, "identity_key": Fate.FRESH},
    "group_check_ins": {"reg_nos": EMPTY},
    "guests": {"host": BLANK, "host_phone": BLANK},
    "hall_corrections": {"reason": BLANK},
    "hand_out_undos": {"reason": BLANK},
    "hand_outs": {
        "staff": STAFF,
        "voucher_code": BLANK,
        "pick_up_by": BLANK,
        "security": BLANK,
    },
    "help_calls": {"note": BLANK},
    "holdings": {"holder": Fate.HOLDER},
    "identity_notes": {"number_masked": BLANK, "outlet": BLANK},
    "identity_readings": {"name": BLANK, "identity_hash": BLANK, "identity_masked": BLANK},
    "incident_steps": {"note": BLANK, "given_to": STAFF},
    "incidents": {"words": BLANK, "place": BLANK, "given_to": STAFF},
    "invoice_events": {
        "title": BLANK,
        "tax_number": BLANK,
        "email": BLANK,
        "bag": BLANK,
        "note": BLANK,
    },
    "keeping_returns": {"to_whom": BLANK},
    "keepings": {"description": BLANK, "place": BLANK},
    "loan_returns": {"handed_back_by": BLANK, "received_by": BLANK, "reason": BLANK},
    "merges": {"reason": BLANK},
    "name_fixes": {"before": EMPTY, "after": EMPTY, "reason": BLANK},
    "no_show_calls": {"note": BLANK},
    "open_drawers": {"cashier": STAFF},
    "operators": {"name": STAFF, "phone": BLANK, "shift": BLANK, "on_duty_at": BLANK},
    "overrides": {"reason": BLANK},
    "pay_outs": {"receiver": BLANK, "reason": BLANK, "reference": BLANK},
    "payment_lines": {"reference": BLANK},
    "payments": {"payer": BLANK},
    "pick_ups": {"taken_by": BLANK, "phone": BLANK, "reg_nos": EMPTY},
    "place_cards": {"reg_nos": EMPTY},
    "postings": {"cashier": STAFF},
    "print_batch_acts": {"reason": BLANK},
    "print_batches": {"title": BLANK, "asked_for": EMPTY, "skipped": EMPTY, "reason": BLANK},
    "print_jobs": {"paper": Fate.PAPER, "reason": BLANK},
    "promises": {"payer": BLANK, "picture": BLANK},
    "queue_slips": {"code": Fate.UNIQUE},
    "quota_batches": {"holder": BLANK, "label": BLANK},
    "receipts": {"paper": Fate.PAPER},
    "redeemed": {"holder": Fate.HOLDER},
    "refreshes": {"plan": BLANK, "changes": EMPTY, "refused": EMPTY},
    "refunds": {"reason": BLANK, "reference": BLANK},
    "reminders": {"text": BLANK, "text_en": BLANK},
    "reversals": {"reason": BLANK},
    "revocations": {"reason": BLANK},
    "scan_undos": {"reason": BLANK},
    "scans": {"credential_hash": Fate.HASH, "answer": Fate.VERDICT},
    "shift_sign_ins": {"staff": STAFF},
    "signatures": {"signed_by": BLANK, "strokes": EMPTY},
    "station_calls": {"text": BLANK, "text_en": BLANK},
    "stock_moves": {"reason": BLANK},
    "substitutions": {"before": EMPTY, "after": EMPTY, "reason": BLANK},
}

KEPT_COLUMNS = {
    "alert_rules": "kind roles",
    "arrivals": "check_in_id",
    "blank_badges": "batch_id bound_by",
    "blank_batches": "category",
    "budget_lines": "name counted_by",
    "cash_closings": "cash_session_id counts",
    "cash_corrections": "cash_session_id",
    "cash_sessions": "drawer counts",
    "categories": "code name name_en zone colour",
    "category_changes": "before after",
    "challenges": "outcome",
    "charges": "kind",
    "check_in_counts": "category",
    "check_in_undos": "check_in_id",
    "check_ins": "outcome reason means zone",
    "checkpoints": "code name name_en hall direction categories",
    "conflict_resolutions": "conflict_id decision",
    "conflicts": "id kind scan_ids sides",
    "delegates": "category pay_method invoice_state booked_sessions booked_items",
    "deposits": "item method",
    "door_overrides": "scan_id admitted_scan_id checkpoint verdict",
    "directory_words": "text text_en",
    "evacuation_ends": "evacuation_id",
    "evacuation_halls": "evacuation_id hall",
    "evacuation_marks": "evacuation_id",
    "evacuation_people": "evacuation_id hall mark_id",
    "event": "uid code mark name name_en time_zone place currency languages accent set_up_mark",
    "guests": "level gift session lounge",
    "hall_corrections": "hall",
    "hall_counts": "hall period",
    "halls": "code name name_en",
    "hand_out_undos": "hand_out_id",
    "hand_outs": "item number deposit_id pile",
    "hand_overs": "phone",  # a station: the phone that took over
    "help_call_answers": "help_call_id",
    "help_calls": "kind",
    "holdings": "item",
    "identity_notes": "document",
    "identity_readings": "read_for outcome",
    "incident_steps": "incident_id step sort gravity",
    "incidents": "kind gravity state sort",
    "invoice_events": "state",
    "items": "code name name_en kind categories place",
    "keeping_returns": "keeping_id",
    "keepings": "kind tag",
    "loan_returns": "hand_out_id state pile",
    "money_policy": "channel_fees prices",
    "no_show_calls": "outcome reason",
    "numbers_out": "item number hand_out_id",
    "open_drawers": "drawer cash_session_id",
    "operator_sessions": "id_hash station_id",
    "operators": "roles zone pin_hash",
    "overrides": "kind",
    "pay_outs": "kind method of",
    "payment_lines": "payment_id method",
    "payment_shares": "payment_id",
    "postings": "fact_kind fact_id counts_as account method category cash_session_id",
    "presences": "hall period scan_id",
    "print_batch_acts": "batch_id action printer",
    "print_batches": "sort separators printer",
    "print_job_events": "job_id kind state error",
    "print_jobs": "prints state wanted_printer printer instead_of reprint_of batch error claim_id "
    "claimed_by",
    "printers": "name url prints station agent place pool template state error",
    "promises": "mime",
    "question_answers": "question_id category",  # nobody's to begin with
    "question_ends": "question_id",
    "question_placements": "question_id stations",
    "question_places": "station question_id",
    "questions": "text text_en stations",
    "queue_slip_scans": "slip_id zone",
    "queue_slips": "zone",
    "quota_batches": "category",
    "receipts": "fact_kind fact_id cash_session_id print_job",
    "receptions": "state",
    "redeemed": "item hand_out_id redemption_id",
    "refunds": "payment_id method",
    "reminder_ends": "reminder_id outcome call_id",
    "reminders": "kind session_code item addressed open_key",
    "report_exports": "file",
    "reversals": "of_kind of_fact",
    "running_evacuation": "evacuation_id",
    "scan_undos": "scan_id checkpoint verdict",
    "scans": "checkpoint hall direction verdict ruled decided",
    "sessions": "code name name_en hall categories",
    "shift_sign_ins": "shift direction day",
    "signatures": "fact_id purpose",
    "slide_checks": "session_code state",
    "station_call_answers": "call_id",
    "station_call_receivers": "call_id",
    "station_calls": "kind",
    "stations": "id role name zone checkpoint parent printer token_hash link_hash cookie_hash",
    "stock_moves": "item from_pile to_pile",
    "stocks": "item pile",
    "tags_out": "tag keeping_id",
    "voucher_numbers": "item",
    "voucher_redemptions": "hand_out_id item checkpoint verdict",
    "walk_in_batches": "category",
    "walk_in_forms": "category fields",
    "walk_in_notices": "text text_en",
    "walk_ins": "batch_id",
    "wipes": "why removed",
    "zone_changes": "zone before after",
    "zones": "code name name_en place",
}


def fate_of(table: str, column: str) -> Fate | None:
    """Tell what becomes of a column that can hold text; None where nobody has said so yet."""
    wiped = WIPED.get(table, {}).get(column)
    if wiped is not None:
        return wiped
    if column in KEPT_COLUMNS.get(table, "").split():
        return Fate.KEPT
    return OF_FACTS.get(column)
