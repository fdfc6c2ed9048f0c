"""`python -m incidentbook`: the command, where its script is not on the path."""

from incidentbook.commands import main

main()
