"""What do curators do? From what people asked to what the bot knows: use cases, each given the account that acts."""
