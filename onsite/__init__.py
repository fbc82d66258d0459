"""`onsite`: registration desks, hall doors and badges of a congress, from one laptop."""

__version__ = "0.1.0"
