"""Rocket.Chat's side of the talk: rooms and people, the outgoing webhook with its retries, the REST endpoints that a bot uses.

It speaks HTTP to the bot and knows nothing of it. What it does is what Rocket.Chat's source code does (triggerHandler.ts,
processWebhookMessage.ts); each module names its part.
"""
