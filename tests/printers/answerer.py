"""A device on a raw port that answers some questions and nothing else."""

import socketserver
import threading
from contextlib import contextmanager


class _Device(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.answers = answers
        self.received = bytearray()

    @property
    def port(self):
        return self.server_address[1]


class _Talk(socketserver.BaseRequestHandler):
    def handle(self):
        unread = b""
        while got := self.request.recv(4096):
            self.server.received += got
            unread += got
            for question, answer in self.server.answers.items():
                if question in unread:
                    unread = unread.partition(question)[2]
                    if answer is None:
                        return
                    self.request.sendall(answer)


@contextmanager
def answering(answers):
    """Serve a device until the block ends; an answer of None closes the line."""
    with _Device(answers) as device:
        thread = threading.Thread(target=device.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield device
        finally:
            device.shutdown()
            thread.join()
