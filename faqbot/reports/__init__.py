"""What does a report look like? What was counted goes in, documents come out; the store and the clock are elsewhere."""
