"""A door's browser on another host, told over its standard input what to do: a JSON list a line.

Started by `python -m`; each order is answered by one line.
"""

import json
import sys

from playwright.sync_api import sync_playwright

from tests.stories.browsers import FLAGS

SCAN_ALL = """async (codes) => {
  for (const code of codes) {
    for (const key of [...code, 'Enter']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}"""
READY_MS = 30_000


class Door:
    """One browser with a profile that stays; one tab."""

    def __init__(self, playwright, profile):
        self._context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path="/usr/bin/chromium",
            args=[*FLAGS, "--use-fake-device-for-media-stream"],
            locale="en",
            permissions=["camera"],
        )
        self._context.set_default_timeout(READY_MS)
        self._page = self._context.new_page()

    def open(self, url):
        self._page.goto(url)
        self._page.locator(".status-line").wait_for()
        return self._page.url

    def close_tab(self):
        """Close it as a person does, and open another, empty one."""
        closed, self._page = self._page, self._context.new_page()
        closed.close()

    def scan(self, codes):
        self._page.evaluate(SCAN_ALL, codes)

    def told(self, script):
        return self._page.evaluate(script)


def main(profile):
    with sync_playwright() as playwright:
        door = Door(playwright, profile)
        for line in sys.stdin:
            order, *rest = json.loads(line)
            try:
                answer = {"told": getattr(door, order)(*rest)}
            except Exception as error:  # noqa: BLE001 - the story over there fails with it
                answer = {"failed": f"{error}\n{door.told('document.body.innerText')}"}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
