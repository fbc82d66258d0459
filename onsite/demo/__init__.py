"""A sample congress of our own making, served with virtual printers and every page ready paired."""

from onsite.demo.showing import run_demo

__all__ = ["run_demo"]
