"""Tells whoever connects one document four times a second, for boards.py: what Socket.IO and the network take alone.

python benchmarks/bare_live.py DOCUMENT PORT
"""

import gevent.monkey

gevent.monkey.patch_all()

import json  # noqa: E402 - after the patching, as all that follow
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402
import socketio  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402

EVERY_S = 0.25


def main() -> None:
    document, port = sys.argv[1:]
    told = json.loads(Path(document).read_text(encoding="utf-8"))
    server = socketio.Server(async_mode="gevent", namespaces=["/live"])
    WSGIServer(("127.0.0.1", int(port)), socketio.WSGIApp(server), log=None).start()
    print("ready", flush=True)
    while True:
        gevent.sleep(EVERY_S)
        told["checked_in"] = time.monotonic_ns()
        server.emit("headcount", told, namespace="/live")


if __name__ == "__main__":
    main()
