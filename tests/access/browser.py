"""A browser in the hall, as the pages see it."""

from tests.served_event import BASE_URL, LAN_ADDRESS

WECHAT = "Mozilla/5.0 (iPhone) AppleWebKit/605 MicroMessenger/8.0.50 Language/zh_CN"


class Browser:
    """A browser in the hall, with cookies of its own."""

    def __init__(self, event, *, scheme="https", address=LAN_ADDRESS):
        self.client = event.app.test_client()
        self.options = {
            "base_url": BASE_URL.replace("https", scheme),
            "environ_overrides": {"REMOTE_ADDR": address},
            "buffered": True,  # a file that is sent is closed
        }

    def get(self, path, **more):
        return self.client.get(path, **self.options, **more)

    def head(self, path):
        return self.client.head(path, **self.options)

    def pair(self, station):
        return self.get(f"/pair/{station.link}")

    def me(self, **headers):
        return self.get("/api/v1/me", headers=headers)
