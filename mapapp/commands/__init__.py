"""The subcommands of ``mapapp`` that have a file of their own, and what they share."""
