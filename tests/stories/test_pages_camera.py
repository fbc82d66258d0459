"""The camera of a page in a real browser: films stand in for what it sees."""

import statistics
from contextlib import contextmanager

import pytest

from tests.stories import films
from tests.stories.browsers import chromium

pytestmark = pytest.mark.pages

IN = {"checkpoint": "MAIN-IN"}
BADGES = 6
MEDIAN_MS = 600  # the goal is 250; a machine that runs every test at once gets more
READY_MS = 20000

# Writes down when a code came fully into view (the film's mark turns white), and when a verdict
# filled the screen.
STOPWATCH = """
window.came = []; window.told = [];
addEventListener('DOMContentLoaded', () => {
  const corner = new OffscreenCanvas(4, 4).getContext('2d', {willReadFrequently: true});
  let wasIn = false;
  const watch = (video) => video.requestVideoFrameCallback((now, {captureTime}) => {
    corner.drawImage(video, 4, 4, 16, 16, 0, 0, 4, 4);
    const isIn = corner.getImageData(1, 1, 1, 1).data[1] > 128;
    if (isIn && !wasIn) window.came.push(captureTime ?? now);
    wasIn = isIn;
    watch(video);
  });
  const seen = new WeakSet();
  new MutationObserver((changes) => {
    for (const video of document.querySelectorAll('video')) {
      if (!seen.has(video)) watch(video);
      seen.add(video);
    }
    const isFull = ({target}) => target instanceof Element && target.matches('.verdict[data-size=full]');
    if (changes.some(isFull)) requestAnimationFrame(() => window.told.push(performance.now()));
  }).observe(document, {subtree: true, childList: true, attributeFilter: ['data-size']});
});
"""


def test_a_badge_walking_by_is_decided_while_it_is_in_view(
    venue, playwright, tmp_path, record_property
):
    people = [venue.person() for _ in range(BADGES)]
    film = films.walking_by([each["credential"] for each in people], tmp_path / "walk.mjpeg")
    with door(venue, playwright, film, script=STOPWATCH) as page:
        page.locator(".recents").get_by_text(people[-1]["name"]).wait_for(timeout=40000)
        came, told = page.evaluate("[window.came, window.told]")
        names = page.locator(".recents").inner_text()

    assert all(each["name"] in names for each in people)
    waits = [min(at for at in told if at > since) - since for since in came[:BADGES]]
    record_property("ms_from_view_to_verdict", [round(each) for each in waits])
    assert statistics.median(waits) < MEDIAN_MS


@contextmanager
def door(venue, playwright, film, *, script=None, station=IN, **more):
    """Open a door whose camera sees this film."""
    _, link = venue.station("door", **station)
    with chromium(playwright, film=film) as browser:
        context = browser.new_context(locale="en", permissions=["camera"], **more)
        context.set_default_timeout(READY_MS)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.goto(link)
        page.locator(".scan-picture[data-state=open]").wait_for()
        yield page
        context.close()
