"""The commands, by what they are about. What they do stands in the rooms.

Rooms are imported inside the commands, so that ``--help`` is instant.
"""
