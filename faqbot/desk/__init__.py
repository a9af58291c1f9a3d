"""What should happen? The use cases, which commands, pages and channels call."""
