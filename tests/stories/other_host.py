"""A second host beside this one: a network namespace with a cable of its own that can be pulled out.

This host is 10.213.N.1, the other 10.213.N.2. Needs root and iproute2.
"""

import contextlib
import itertools
import os
import shutil
import subprocess

from tests import needs

_NUMBERS = itertools.count(os.getpid() % 200 + 1)


class OtherHost:
    """The other host, and the cable between."""

    def __init__(self, number):
        self._name = f"onsite-{number}"
        self._plug = f"onsite{number}"
        self.here = f"10.213.{number}.1"
        self.there = f"10.213.{number}.2"

    def connect(self):
        inside = f"{self._plug}b"
        _ip("netns", "add", self._name)
        _ip("link", "add", self._plug, "type", "veth", "peer", "name", inside)
        _ip("link", "set", inside, "netns", self._name)
        _ip("addr", "add", f"{self.here}/24", "dev", self._plug)
        _ip("link", "set", self._plug, "up")
        for step in (
            ("addr", "add", f"{self.there}/24", "dev", inside),
            ("link", "set", inside, "up"),
            ("link", "set", "lo", "up"),
        ):
            _ip("-n", self._name, *step)

    def pull_out(self):
        """Pull the cable: nothing is refused, nothing arrives."""
        _ip("link", "set", self._plug, "down")

    def plug_in(self):
        _ip("link", "set", self._plug, "up")

    def start(self, *command, **more):
        """Start a program over there."""
        return subprocess.Popen(["ip", "netns", "exec", self._name, *map(str, command)], **more)

    def remove(self):
        _ip("netns", "del", self._name)  # its end of the cable goes with it, and so does ours


@contextlib.contextmanager
def other_host():
    """Have a second host for the length of the block."""
    host = OtherHost(next(_NUMBERS) % 250)
    needs.condition(_can_connect(host), "network-namespaces", "run as root, with iproute2")
    try:
        yield host
    finally:
        host.remove()


def _can_connect(host):
    if shutil.which("ip") is None or os.geteuid() != 0:
        return False
    try:
        host.connect()
    except subprocess.CalledProcessError:
        with contextlib.suppress(subprocess.CalledProcessError):
            host.remove()
        return False
    return True


def _ip(*arguments):
    subprocess.run(["ip", *arguments], check=True, capture_output=True, timeout=10)
