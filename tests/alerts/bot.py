"""A group bot that the tests can make refuse."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Bot:
    """A real HTTP service that takes apprise's json:// messages, or refuses them."""

    def __init__(self):
        self.messages, self.refuses, self.asked = [], False, 0
        bot = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self):
                bot.asked += 1
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not bot.refuses:
                    bot.messages.append(json.loads(body)["message"])
                self.send_response(503 if bot.refuses else 200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.address = f"json://127.0.0.1:{self.server.server_port}/bot"

    def close(self):
        if not self.thread.is_alive():
            return
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
