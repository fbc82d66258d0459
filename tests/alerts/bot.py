"""A group bot that the tests can make refuse, fall silent, or answer as the chat services do."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Bot:
    """A real HTTP service that takes messages, or answers what it is told to.

    Attributes:
        messages: What was taken of apprise's json:// messages.
        bodies: Every body that came.
        paths: Where to each was sent.
        asked: How often it was asked.
        refuses: Whether it answers 503.
        status: What it answers else.
        goes_to: Where its answer points, if anywhere.
        says: The body of its answer.
        silent: Set while it answers; cleared, it lets whoever asks wait.
    """

    def __init__(self):
        self.messages, self.bodies, self.paths = [], [], []
        self.refuses, self.asked, self.status, self.says = False, 0, 200, {}
        self.goes_to = None
        self.silent = threading.Event()
        self.silent.set()
        bot = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self):
                bot.asked += 1
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                bot.silent.wait(20)
                status = 503 if bot.refuses else bot.status
                if status == 200:
                    bot.bodies.append(body)
                    bot.paths.append(self.path)
                    if "message" in body:
                        bot.messages.append(body["message"])
                self.send_response(status)
                if bot.goes_to:
                    self.send_header("Location", bot.goes_to)
                self.end_headers()
                self.wfile.write(json.dumps(bot.says).encode())

            def do_GET(self):
                bot.asked += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.address = f"json://127.0.0.1:{self.server.server_port}/bot"

    def close(self):
        if not self.thread.is_alive():
            return
        self.silent.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
