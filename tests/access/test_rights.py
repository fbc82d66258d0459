"""Every declared route, tried as every station and every operator there is.

The table is the promise; it is written down here and not read from the code.
"""

import re

from onsite.access.rules import OPERATOR_ROLES, Role
from onsite.app import APIS

STATIONS = {
    "kiosk", "desk", "finance", "door", "board", "control", "host", "print-agent", "camera-agent",
    "reader-agent",
}  # fmt: skip
DESKS = {"desk", "finance"}
DOORS = {"door", "camera-agent"}
CONTROL = {"control"}
STAFFED = {"desk", "finance", "door", "host", "control"}
SIGN_IN = {"kiosk", "desk", "finance", "door", "board", "control", "host"}
ANYONE = set()  # no operator needed
SUPERVISORS = {"supervisor", "organiser"}
TECHNICIANS = {"technician", "organiser"}
RUNNERS = {"technician", "supervisor", "organiser"}
ORGANISERS = {"organiser"}
CASHIERS = {"finance", "organiser"}
MONEY_OR_SUPERVISORS = {"finance", "supervisor", "organiser"}
WARDENS = {"door", "supervisor", "organiser"}
SIGNERS = {"desk", "finance", "supervisor", "organiser"}

# (method, path): (stations that may, operators one of whom has to be signed in there; where that
# differs, by station)
TABLE = {
    ("GET", "/me"): (STATIONS, ANYONE),
    ("GET", "/headcount"): ({"board", "control"} | DESKS | DOORS, ANYONE),
    ("GET", "/overview"): ({"board", "control"}, ANYONE),
    ("POST", "/plan-uploads/<name>"): (CONTROL, ORGANISERS),
    ("POST", "/refresh-previews"): (CONTROL, ORGANISERS),
    ("POST", "/refreshes"): (CONTROL, ORGANISERS),
    ("POST", "/plan-syncs"): (CONTROL, ORGANISERS),
    ("POST", "/plan-check-ins"): (set(), ANYONE),  # a command on the laptop alone
    ("PUT", "/door-state"): (DOORS, ANYONE),
    ("GET", "/backups"): (CONTROL, ANYONE),
    ("POST", "/backups"): (CONTROL, TECHNICIANS),
    ("GET", "/wipe-preview"): (CONTROL, ORGANISERS),
    ("POST", "/wipes"): (CONTROL, ORGANISERS),
    ("POST", "/operator-sessions"): (SIGN_IN, ANYONE),
    ("DELETE", "/operator-sessions/current"): (SIGN_IN, ANYONE),
    ("GET", "/stations"): (CONTROL, ANYONE),
    ("POST", "/stations"): (CONTROL, TECHNICIANS),
    ("DELETE", "/stations/<station_id>"): (CONTROL, TECHNICIANS),
    ("GET", "/operators"): (CONTROL, ANYONE),
    ("POST", "/operators"): (CONTROL, ORGANISERS),
    ("PUT", "/operators/<name>/pin"): (CONTROL, ORGANISERS),
    ("POST", "/check-ins"): (DESKS | {"kiosk"}, ANYONE),
    ("POST", "/check-in-undos"): (DESKS, SUPERVISORS),
    ("GET", "/delegates"): (DESKS, ANYONE),
    ("GET", "/delegates/<path:reg_no>"): (DESKS, ANYONE),
    ("POST", "/lookups"): (DESKS | {"kiosk"}, ANYONE),
    ("GET", "/recent-check-ins"): (DESKS, ANYONE),
    ("POST", "/challenges"): ({"kiosk"}, ANYONE),
    ("POST", "/walk-ins"): (DESKS | {"kiosk"}, ANYONE),
    ("POST", "/duplicates"): (DESKS | {"kiosk"}, ANYONE),
    ("GET", "/walk-in-forms"): (DESKS | CONTROL | {"kiosk"}, ANYONE),
    ("PUT", "/walk-in-forms"): (CONTROL, SUPERVISORS),
    ("POST", "/directory-consents"): (DESKS | {"kiosk"}, ANYONE),
    ("GET", "/directory-questions/<check_in_id>"): ({"kiosk"}, ANYONE),
    ("GET", "/directory-settings"): (CONTROL, ANYONE),
    ("PUT", "/directory-settings"): (CONTROL, SUPERVISORS),
    ("POST", "/pasted-names"): (DESKS, ANYONE),
    ("POST", "/walk-in-batches"): (DESKS, ANYONE),
    ("POST", "/quota-batches"): (DESKS, SIGNERS),
    ("POST", "/blank-batches"): (DESKS | CONTROL, ORGANISERS),
    ("GET", "/blank-batches"): (DESKS | CONTROL, ORGANISERS),
    ("GET", "/blank-batches/<path:batch_id>.pdf"): (DESKS | CONTROL, ORGANISERS),
    ("POST", "/bindings"): (DESKS, ANYONE),
    ("GET", "/questions"): (CONTROL, ANYONE),
    ("GET", "/kiosk-question"): ({"kiosk"}, ANYONE),
    ("POST", "/questions"): (CONTROL, SUPERVISORS),
    ("POST", "/question-placements"): (CONTROL, SUPERVISORS),
    ("POST", "/question-ends"): (CONTROL, SUPERVISORS),
    ("POST", "/question-answers"): ({"kiosk"}, ANYONE),
    ("GET", "/reports"): (CONTROL, ANYONE),
    ("GET", "/reports/<name>.xlsx"): (CONTROL, ORGANISERS),
    ("GET", "/reports/<name>.csv"): (CONTROL, ORGANISERS),
    ("PUT", "/report-settings"): (CONTROL, SUPERVISORS),
    ("GET", "/name-lists/<path:name>.pdf"): (DESKS | CONTROL, ORGANISERS),
    ("GET", "/rosters/<path:zone>.pdf"): (DESKS | CONTROL, ORGANISERS),
    ("POST", "/back-entries"): (DESKS, SIGNERS),
    ("POST", "/overrides"): (DESKS, SUPERVISORS),
    ("POST", "/blocks"): (DESKS, SUPERVISORS),
    ("POST", "/revocations"): (DESKS, SUPERVISORS),
    ("POST", "/name-fixes"): (DESKS, ANYONE),
    ("POST", "/category-changes"): (DESKS, MONEY_OR_SUPERVISORS),
    ("POST", "/substitutions"): (DESKS, SUPERVISORS),
    ("POST", "/merges"): (DESKS, SUPERVISORS),
    ("POST", "/cancellations"): (DESKS, SUPERVISORS),
    ("POST", "/escalations"): (DESKS, ANYONE),
    ("GET", "/escalations"): (DESKS | CONTROL, ANYONE),
    ("POST", "/attention-notes"): (DESKS, ANYONE),
    ("POST", "/identity-notes"): (DESKS, ANYONE),
    ("GET", "/groups"): (DESKS, ANYONE),
    ("POST", "/group-check-ins"): (DESKS, ANYONE),
    ("POST", "/pick-ups"): (DESKS, SIGNERS),
    ("GET", "/trail"): (DESKS | CONTROL, {"control": SUPERVISORS}),
    ("POST", "/scans"): (DOORS, ANYONE),
    ("GET", "/scans"): (DOORS, ANYONE),
    ("GET", "/roster"): (DOORS, ANYONE),
    ("POST", "/scan-undos"): (DOORS | CONTROL, {"control": SUPERVISORS}),
    ("POST", "/door-overrides"): (DOORS | CONTROL, SUPERVISORS),
    ("POST", "/hall-corrections"): (DOORS | CONTROL, SUPERVISORS),
    ("GET", "/halls/<code>/curve"): (CONTROL | {"board"}, ANYONE),
    ("GET", "/checkpoints"): (CONTROL, ANYONE),
    ("PUT", "/checkpoints/<code>/policy"): (CONTROL, SUPERVISORS),
    ("GET", "/conflicts"): (CONTROL, ANYONE),
    ("POST", "/conflict-resolutions"): (CONTROL, SUPERVISORS),
    ("PUT", "/halls/<code>/policy"): (CONTROL, SUPERVISORS),
    ("POST", "/checkpoints/<code>/simulations"): (CONTROL, SUPERVISORS),
    ("GET", "/checkpoints/<code>/boarding"): (DESKS | DOORS | CONTROL, ANYONE),
    ("POST", "/evacuations"): (DESKS | DOORS | CONTROL, WARDENS),
    ("GET", "/evacuation"): (DESKS | DOORS | CONTROL | {"host"}, ANYONE),
    ("POST", "/evacuation-marks"): (DESKS | DOORS | CONTROL, ANYONE),
    ("POST", "/evacuation-ends"): (DESKS | DOORS | CONTROL, WARDENS),
    ("GET", "/evacuations"): (CONTROL, ANYONE),
    ("GET", "/evacuations/<evacuation_id>/list.pdf"): (DESKS | CONTROL, WARDENS),
    ("POST", "/print-jobs"): (DESKS, ANYONE),
    ("GET", "/print-jobs"): (DESKS | CONTROL, ANYONE),
    ("GET", "/print-jobs/<job_id>"): (DESKS | CONTROL | {"kiosk", "print-agent"}, ANYONE),
    ("GET", "/print-jobs/<job_id>/page.png"): (DESKS | CONTROL | {"print-agent"}, ANYONE),
    ("GET", "/badges/<path:reg_no>/page.png"): (DESKS | CONTROL, ANYONE),
    ("POST", "/print-jobs/<job_id>/resolutions"): (DESKS | CONTROL, ANYONE),
    ("POST", "/print-jobs/claim"): ({"print-agent"}, ANYONE),
    ("POST", "/print-jobs/<job_id>/reports"): ({"print-agent"}, ANYONE),
    ("GET", "/print-batch-choices"): (CONTROL, SUPERVISORS),
    ("POST", "/print-batch-previews"): (CONTROL, SUPERVISORS),
    ("POST", "/print-batches"): (CONTROL, SUPERVISORS),
    ("GET", "/print-batches"): (CONTROL, ANYONE),
    ("GET", "/print-batches/<batch_id>"): (CONTROL, ANYONE),
    ("POST", "/print-batches/<batch_id>/acts"): (CONTROL, RUNNERS),
    ("GET", "/print-batches/<batch_id>/pick-list.pdf"): (CONTROL, SUPERVISORS),
    ("GET", "/printers"): (DESKS | CONTROL | {"kiosk", "print-agent"}, ANYONE),
    ("POST", "/printers"): (CONTROL, TECHNICIANS),
    ("DELETE", "/printers/<name>"): (CONTROL, TECHNICIANS),
    ("POST", "/printer-searches"): (CONTROL, TECHNICIANS),
    ("POST", "/printers/<name>/tests"): (CONTROL, TECHNICIANS),
    ("POST", "/printers/<name>/state"): ({"print-agent"}, ANYONE),
    ("GET", "/templates"): (CONTROL, ANYONE),
    ("GET", "/templates/samples"): (CONTROL, ANYONE),
    ("GET", "/templates/<name>.toml"): (CONTROL, ANYONE),
    ("GET", "/templates/<name>"): (CONTROL, ANYONE),
    ("PUT", "/templates/<name>"): (CONTROL, TECHNICIANS),
    ("DELETE", "/templates/<name>"): (CONTROL, TECHNICIANS),
    ("POST", "/templates/preview"): (CONTROL, ANYONE),
    ("POST", "/templates/check"): (CONTROL, ANYONE),
    ("GET", "/template-pictures"): (CONTROL, ANYONE),
    ("PUT", "/template-pictures/<name>"): (CONTROL, TECHNICIANS),
    ("PUT", "/printers/<name>/supply"): (DESKS | CONTROL, ANYONE),
    ("GET", "/stations/current/printer"): (DESKS, ANYONE),
    ("PUT", "/stations/current/printer"): (DESKS, ANYONE),
    ("GET", "/zones"): (DESKS | CONTROL | {"board"}, ANYONE),
    ("PUT", "/zones/<code>"): (CONTROL, SUPERVISORS),
    ("GET", "/reception-settings"): (DESKS | CONTROL, ANYONE),
    ("PUT", "/reception-settings"): (CONTROL, SUPERVISORS),
    ("POST", "/queue-slips"): (DESKS | {"kiosk"}, ANYONE),
    ("POST", "/queue-slip-scans"): (DESKS, ANYONE),
    ("POST", "/help-calls"): (DESKS | DOORS | {"kiosk"}, ANYONE),
    ("POST", "/help-call-answers"): (DESKS | CONTROL | {"kiosk"}, ANYONE),
    ("GET", "/help-calls"): (DESKS | CONTROL | {"kiosk"}, ANYONE),
    ("POST", "/hand-overs"): ({"kiosk"}, ANYONE),
    ("POST", "/identity-readings"): ({"reader-agent"}, ANYONE),
    ("GET", "/identity-readings/latest"): (DESKS | {"kiosk"}, ANYONE),
    ("POST", "/receptions"): (DESKS | {"host"}, ANYONE),
    ("POST", "/slide-checks"): (DESKS | CONTROL | {"host"}, ANYONE),
    ("POST", "/place-cards"): (DESKS | CONTROL, ANYONE),
    ("GET", "/shifts"): (DESKS | CONTROL, ANYONE),
    ("POST", "/shift-sign-ins"): (DESKS, ANYONE),
    ("GET", "/no-shows"): (DESKS, SIGNERS),
    ("POST", "/no-show-calls"): (DESKS, SIGNERS),
    ("PUT", "/no-show-claims/current"): (DESKS, SIGNERS),
    ("DELETE", "/no-show-claims/current"): (DESKS, SIGNERS),
    ("GET", "/alerts"): (DESKS | CONTROL | {"host", "board", "door"}, ANYONE),
    ("GET", "/alert-settings"): (CONTROL, ANYONE),
    ("PUT", "/alert-settings"): (CONTROL, SUPERVISORS),
    ("GET", "/alert-bots"): (CONTROL, ANYONE),
    ("POST", "/alert-bot-tests"): (CONTROL, SUPERVISORS),
    ("POST", "/alerts/<path:key>/acknowledgements"): (DESKS | CONTROL | {"host"}, ANYONE),
    ("POST", "/station-calls"): (STAFFED, ANYONE),
    ("POST", "/station-call-answers"): (STAFFED, ANYONE),
    ("GET", "/station-calls"): (STAFFED | {"board"}, ANYONE),
    ("GET", "/station-call-places"): (STAFFED, ANYONE),
    ("GET", "/reminders"): (CONTROL, ANYONE),
    ("POST", "/reminders"): (CONTROL, SUPERVISORS),
    ("POST", "/reminder-ends"): (CONTROL, SUPERVISORS),
    ("POST", "/incidents"): (STAFFED, ANYONE),
    ("POST", "/incident-steps"): (DESKS | CONTROL, SUPERVISORS),
    ("GET", "/incidents"): (CONTROL, ANYONE),
    ("GET", "/contacts"): (STAFFED, ANYONE),
    ("GET", "/contacts.pdf"): (STAFFED, ANYONE),
    ("POST", "/contact-sheets"): (CONTROL, SUPERVISORS),
    ("GET", "/guests"): (DESKS | CONTROL | {"host"}, ANYONE),  # control: names_hidden
    ("POST", "/cash-sessions"): (DESKS, CASHIERS),
    ("GET", "/cash-sessions/current"): (DESKS, ANYONE),
    ("POST", "/cash-sessions/<cash_session_id>/closings"): (DESKS, MONEY_OR_SUPERVISORS),
    ("POST", "/cash-sessions/<cash_session_id>/corrections"): (DESKS, SUPERVISORS),
    ("GET", "/accounts/<path:reg_no>"): (DESKS, ANYONE),
    ("POST", "/charges"): (DESKS, MONEY_OR_SUPERVISORS),
    ("POST", "/payments"): (DESKS, CASHIERS),
    ("POST", "/refunds"): (DESKS, CASHIERS),
    ("POST", "/reversals"): (DESKS, MONEY_OR_SUPERVISORS),
    ("GET", "/receipts"): (DESKS, CASHIERS),
    ("POST", "/receipts/<number>/copies"): (DESKS, CASHIERS),
    ("POST", "/pay-outs"): (DESKS, CASHIERS),
    ("POST", "/deposits"): (DESKS, CASHIERS),
    ("POST", "/invoice-events"): (DESKS, SIGNERS),
    ("POST", "/invoice-titles"): (DESKS, ANYONE),
    ("GET", "/invoices"): (DESKS, ANYONE),
    ("POST", "/promises"): (DESKS, CASHIERS),
    ("GET", "/promises"): (DESKS, ANYONE),
    ("GET", "/promises/<promise_id>/picture"): (DESKS, ANYONE),
    ("GET", "/settlement"): (DESKS | CONTROL, MONEY_OR_SUPERVISORS),
    ("GET", "/settlement.pdf"): (DESKS | CONTROL, MONEY_OR_SUPERVISORS),
    ("GET", "/money-policy"): (DESKS | CONTROL, ANYONE),
    ("PUT", "/money-policy"): (CONTROL, SUPERVISORS),
    ("GET", "/checklists/<path:reg_no>"): (DESKS, ANYONE),
    ("GET", "/staff-checklists/<path:name>"): (DESKS, ANYONE),
    ("POST", "/hand-outs"): (DESKS, ANYONE),
    ("POST", "/hand-out-undos"): (DESKS, ANYONE),
    ("POST", "/loan-returns"): (DESKS, ANYONE),
    ("GET", "/loans"): (DESKS | CONTROL, ANYONE),
    ("GET", "/stock"): (DESKS | CONTROL, ANYONE),
    ("POST", "/stock-moves"): (DESKS | CONTROL, {"desk", "supervisor", "organiser"}),
    ("POST", "/redemptions"): (DESKS | DOORS, ANYONE),
    ("GET", "/meals"): (DESKS | CONTROL | DOORS | {"board"}, ANYONE),
    ("POST", "/keepings"): (DESKS, ANYONE),
    ("POST", "/keeping-returns"): (DESKS, ANYONE),
    ("GET", "/keepings"): (DESKS, ANYONE),
    ("GET", "/sign-for-sheets"): (DESKS | CONTROL, ORGANISERS),
    ("GET", "/sign-for-sheets/<path:purpose>.pdf"): (DESKS | CONTROL, ORGANISERS),
    ("GET", "/certificates.pdf"): (DESKS | CONTROL, ORGANISERS),
    ("GET", "/certificates/<path:reg_no>.pdf"): (DESKS | CONTROL, SIGNERS),
}


def path_of(route):
    """Fill a route's places with what is not there: allowed calls answer 404 or 422."""
    return re.sub(r"<[^>]*>", "nothing", route)


def needed_at(station, operators):
    """Name the operators one of whom is needed at a station."""
    return operators.get(station, ANYONE) if isinstance(operators, dict) else operators


def ask(event, method, route, token=None, operator=None):
    body = {} if method in ("POST", "PUT") else None
    return event.ask(method, path_of(route), body, token, operator=operator)


def was_refused(answer):
    """Say for which right this was refused; None when it got past the rights."""
    is_problem = answer.mimetype == "application/problem+json"
    code = answer.json["code"] if is_problem else None
    return code if code in ("not_paired", "not_this_station", "right_missing") else None


def test_the_table_names_every_route_and_every_role():
    declared = {(route.method, route.path) for api in APIS for route in api.routes}

    assert set(TABLE) == declared
    assert {role.value for role in Role} == STATIONS
    assert set(OPERATOR_ROLES) == {
        "organiser", "supervisor", "desk", "finance", "door", "technician",
    }  # fmt: skip


def test_nobody_does_anything_without_being_paired(event):
    for method, route in TABLE:
        for token in (None, "", "not-a-token"):
            answer = ask(event, method, route, token)

            assert answer.status_code == 401, (method, route, token)
            assert answer.json["code"] == "not_paired"


def test_every_station_does_its_own_job_and_no_other(event):
    tokens = {role: event.token(role) for role in STATIONS}

    wrong = []
    for (method, route), (stations, operators) in TABLE.items():
        for role, token in tokens.items():
            answer = ask(event, method, route, token)
            expected = None if role in stations else "not_this_station"
            if role in stations and needed_at(role, operators):
                expected = "right_missing"
            if was_refused(answer) != expected or (expected and answer.status_code != 403):
                wrong.append((method, route, role, answer.status_code, answer.text))

    assert wrong == []


def test_every_operator_has_her_own_rights_and_no_others(event):
    tokens = {role: event.token(role) for role in SIGN_IN}
    sessions = {
        (station, role): event.operator(role, at=token)
        for station, token in tokens.items()
        for role in OPERATOR_ROLES
        if station in ("desk", "finance", "control")
    }

    wrong = []
    for (method, route), (stations, operators) in TABLE.items():
        if route == "/operator-sessions/current":
            continue
        for (station, role), operator in sessions.items():
            answer = ask(event, method, route, tokens[station], operator)
            expected = None
            if station not in stations:
                expected = "not_this_station"
            elif (needed := needed_at(station, operators)) and role not in needed:
                expected = "right_missing"
            if was_refused(answer) != expected:
                wrong.append((method, route, station, role, answer.status_code, answer.text))

    assert wrong == []


def test_metrics_are_for_the_control_page_alone(event):
    for role in STATIONS:
        headers = {"Authorization": f"Bearer {event.token(role)}"}

        answer = event.client.get("/metrics", headers=headers)

        assert answer.status_code == (200 if role == "control" else 403), role
    assert event.client.get("/metrics").status_code == 401
    assert (
        "onsite_checked_in 0"
        in event.client.get(
            "/metrics", headers={"Authorization": f"Bearer {event.token('control')}"}
        ).text
    )


def test_health_needs_no_token(event):
    answer = event.client.get("/health")

    assert answer.status_code == 200
    assert answer.json["status"] == "ok"
    assert answer.json["now"].endswith("Z")


def test_a_desk_without_an_operator_checks_in_prints_and_registers(event):
    desk = event.token("desk")

    assert event.check_in("D001", desk, prints=True).json["outcome"] == "checked_in"
    assert event.walk_in(desk).status_code == 200


def test_what_a_door_is_told_of_a_person_is_what_a_verdict_shows(event):
    door = event.token("door", checkpoint="H1-IN")

    told = event.scan("D002", "H1-IN", door).json["delegate"]
    last = event.get("/scans", door).json["scans"][0]

    assert set(told) == {"reg_no", "name", "category", "organisation"}
    assert set(last) == {"scan_id", "verdict", "name", "category", "at", "undone"}
    assert event.get("/delegates/D002", door).status_code == 403
    assert event.get("/delegates?q=王", door).status_code == 403


def test_a_board_is_told_counts_and_nobody_s_name(event):
    board = event.token("board")
    event.check_in("D001", event.token("desk"))

    told = "".join(event.get(path, board).text for path in ("/headcount", "/overview", "/me"))

    assert "王明" not in told
    assert "D001" not in told


def test_an_answer_to_a_wrong_method_says_which_are_right(event):
    answer = event.ask("PATCH", "/check-ins", {}, event.token("desk"))

    assert answer.status_code == 405
    assert answer.json["code"] == "method_not_allowed"
    assert "POST" in answer.headers["Allow"]


def test_an_unknown_address_is_a_problem_document(event):
    answer = event.get("/nothing", event.token("desk"))

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "not_found"
