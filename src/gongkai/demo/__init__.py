"""A make-believe district on loopback: real HTTP servers, a timeline, and the truth about it.

Everything follows from an end date and a clock that is handed in. This package imports nothing else of
gongkai, and nothing else of gongkai but the command `demo` knows of it.
"""

from gongkai.demo.clock import DemoClock
from gongkai.demo.district import DemoSite, District
from gongkai.demo.values import Event

__all__ = ["DemoClock", "DemoSite", "District", "Event"]
