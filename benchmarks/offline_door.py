"""Measures a door without its server: python benchmarks/offline_door.py [--delegates 100000] [--scans 10000].

A throw-away event is founded, filled with people and served, and its door's page is opened in Chromium. Printed: how long a
verdict takes from the roster with the CPU throttled to a phone's, from the code's last key to the verdict on the screen too;
and how long a queue takes to reach the server in order, each scan answered. Everything ends by itself.
"""

import argparse
import json
import random
import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import roster
from playwright.sync_api import Page, sync_playwright
from roster import DOOR, fill, onsite, served, write_congress

roster.PORT = 8474  # beside the other benchmark

HAS_ROSTER = """() => new Promise((tell) => {
  const opening = indexedDB.open(`onsite-${location.pathname.split('/')[2]}`);
  opening.onsuccess = () => {
    const asking = opening.result.transaction('told').objectStore('told').getKey('roster CHECKPOINT');
    asking.onsuccess = () => { opening.result.close(); tell(asking.result !== undefined); };
  };
})""".replace("CHECKPOINT", DOOR)
DECIDED = """async (codes) => {
  const { unpacked } = await import('/ui/door/roster.js');
  const { decided, emptyLocal, withRoster } = await import('/ui/door/offline.js');
  const { openStore } = await import('/ui/door/store.js');
  const store = await openStore(location.pathname.split('/')[2]);
  const local = emptyLocal();
  withRoster(local, unpacked((await store.told('roster CHECKPOINT')).roster), 0);
  const took = [];
  for (const credential of codes) {
    const began = performance.now();
    await decided(local, { credential, at: Date.now(), direction: 'in' });
    took.push(performance.now() - began);
  }
  return { took, people: local.roster.people.length };
}""".replace("CHECKPOINT", DOOR)
ON_SCREEN = """async (codes) => {
  const took = [];
  for (const code of codes) {
    for (const key of code) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const began = performance.now();
    const shown = new Promise((tell) => {
      const watching = new MutationObserver(() => {
        if (!document.querySelector('.verdict[data-size=full]')) return;
        watching.disconnect();
        requestAnimationFrame(() => tell(performance.now() - began));
      });
      watching.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    took.push(await shown);
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  return took;
}"""
QUEUED = """async (codes) => {
  const { openStore } = await import('/ui/door/store.js');
  const store = await openStore(location.pathname.split('/')[2]);
  const began = Date.now() - codes.length * 300;
  const entries = codes.map((credential, index) => {
    const at = new Date(began + index * 300).toISOString();
    const body = { scan_id: crypto.randomUUID(), credential, checkpoint: 'CHECKPOINT', scanned_at: at, decided: { verdict: 'admitted', at, roster_at: at } };
    return { n: index + 1, body, event: null, is_rough: false };
  });
  await store.putScans(entries);
}""".replace("CHECKPOINT", DOOR)


def decided(page: Page, codes: list[str], *, throttle: int) -> None:
    """Print how long verdicts take by the roster, alone and up to the screen."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    found = page.evaluate(DECIDED, codes)
    page.context.set_offline(True)
    page.locator(".door-connection[data-mode=offline]").wait_for()
    screen = page.evaluate(ON_SCREEN, codes[:12])
    page.context.set_offline(False)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.locator(".door-connection[data-mode=online][data-waiting='0']").wait_for()
    told(f"verdict by a roster of {found['people']:,} codes, CPU {throttle}x slower", found["took"])
    told("from the last key to the screen, written down first", screen)


def replayed(page: Page, codes: list[str]) -> None:
    """Print how long a queue takes until each scan is answered."""
    page.evaluate(QUEUED, codes)
    page.reload()
    page.locator(f".door-connection[data-waiting='{len(codes)}']").wait_for()
    began = page.evaluate("performance.now()")
    page.locator(".door-connection[data-mode=online][data-waiting='0']").wait_for(timeout=300_000)
    took = (page.evaluate("performance.now()") - began) / 1000
    print(f"{len(codes):,} scans replayed in {took:.1f} s: {len(codes) / took:.0f} a second")


def told(what: str, took: list[float]) -> None:
    print(f"{what:<62}median {statistics.median(took):.2f} ms, at most {max(took):.2f} ms")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--delegates", type=int, default=100_000)
    asked.add_argument("--scans", type=int, default=10_000)
    asked.add_argument("--throttle", type=int, default=4)
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        plan, event = Path(folder) / "plan.xlsx", Path(folder) / "event"
        write_congress(plan, delegates=50, starts_on=datetime.now(UTC).date())
        onsite("init", event, "--plan", plan)
        codes = fill(event, delegates=given.delegates, seen=0)
        pairing = onsite("pair", event, "--role", "door", "--checkpoint", DOOR, "--json")
        link = json.loads(pairing)["url"].rsplit("/", 1)[1]
        chosen = random.Random(5).sample(codes, given.scans + 200)
        browser = playwright.chromium.launch(
            executable_path=given.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        with served(event):
            page = browser.new_page()
            page.set_default_timeout(60_000)
            page.goto(f"http://127.0.0.1:{roster.PORT}/pair/{link}")
            page.locator(".door-connection").wait_for()
            while not page.evaluate(HAS_ROSTER):
                page.wait_for_timeout(200)
            decided(page, chosen[:200], throttle=given.throttle)
            replayed(page, chosen[200:])
            browser.close()


if __name__ == "__main__":
    main()
