"""What stands in for somebody else's service, so that people can try the bot and tests can prove it without an account."""
