"""The reception as it is really served: a guest is checked in, and hosts and group hear of it."""

import json
import uuid

import pytest
import requests

from tests.agents.test_card_reader import Service
from tests.alerts.bot import Bot
from tests.serving_process import free_port, run_onsite, serving, wait_for


@pytest.fixture
def bot():
    found = Bot()
    yield found
    found.close()


def test_an_arrival_at_a_desk_reaches_the_group_by_itself(event_folder, bot):
    settings = event_folder.settings_file.read_text(encoding="utf-8")
    line = next(line for line in settings.splitlines() if line.startswith("notify"))
    event_folder.settings_file.write_text(
        settings.replace(line, f'notify = ["{bot.address}"]'), encoding="utf-8"
    )
    token = json.loads(run_onsite("pair", event_folder.path, "--role", "desk", "--json").stdout)
    bot.refuses = True
    with serving(event_folder.path, "--http") as served:
        body = {"check_in_id": str(uuid.uuid4()), "reg_no": "D002", "print": False}
        answer = requests.post(
            f"{served.plain}/api/v1/check-ins",
            json=body,
            headers={"Authorization": f"Bearer {token['token']}"},
            timeout=3,  # the bot refuses meanwhile: nobody waits for it
        )
        assert answer.json()["outcome"] == "checked_in"
        assert wait_for(lambda: bot.asked > 0)
        bot.refuses = False

        assert wait_for(lambda: bot.messages, seconds=25)

    assert "单晓𠮷" in bot.messages[0]
    assert len(bot.messages) == 1


def test_an_address_no_bot_has_stops_the_start_and_is_not_repeated(event_folder):
    settings = event_folder.settings_file.read_text(encoding="utf-8")
    line = next(line for line in settings.splitlines() if line.startswith("notify"))
    event_folder.settings_file.write_text(
        settings.replace(line, 'notify = ["my-secret-key"]'), encoding="utf-8"
    )

    refused = run_onsite("serve", event_folder.path, "--port", str(free_port()))

    assert refused.returncode == 1
    assert "notify: number 1" in refused.stderr
    assert "my-secret-key" not in refused.stderr


def test_a_card_on_the_reader_checks_its_owner_in_at_the_kiosk(event_folder):
    reader = Service({"/api/ReadMsg": '{"code":"0","name":"王明","cardno":"11010519491231002X"}'})

    def pair(*more):
        return json.loads(run_onsite("pair", event_folder.path, *more, "--json").stdout)

    kiosk = pair("--role", "kiosk")
    agent = pair("--role", "reader-agent", "--at", kiosk["station"])
    as_kiosk = {"Authorization": f"Bearer {kiosk['token']}"}
    try:
        with serving(event_folder.path, "--http") as served:
            said = run_onsite(
                "card-reader", "--server", served.plain, "--token", agent["token"],
                "--reader", f"xinzhongxin@{reader.url}", "--once",
            )  # fmt: skip
            assert said.returncode == 0, said.stderr
            api = f"{served.plain}/api/v1"
            latest = requests.get(f"{api}/identity-readings/latest", headers=as_kiosk, timeout=5)
            reading = latest.json()["reading"]
            body = {
                "check_in_id": str(uuid.uuid4()),
                "reg_no": reading["reg_no"],
                "challenge_id": reading["id"],
            }
            answer = requests.post(f"{api}/check-ins", json=body, headers=as_kiosk, timeout=5)
    finally:
        reader.close()

    assert "card found" in said.stdout
    assert "王明" not in said.stdout + said.stderr
    assert answer.json()["outcome"] == "checked_in"
    assert reading["reg_no"] == "D001"
