"""LINE's side of the talk: it sends webhooks, checks what the bot sends, keeps the talks, and shows them on a page like a phone.

It is a program of its own that happens to be in the same package: it speaks HTTP to the bot and knows nothing of it.
"""
