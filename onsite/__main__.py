"""`python -m onsite`."""

from onsite.cli import main

main()
