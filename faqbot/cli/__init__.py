"""The command line (contract: names and JSON shapes in docs/cli.md). Each command is a thin door to the desk."""
