"""When? Opening hours, holidays, collection days, and the words for dates. Pure: who asks says what time it is."""
