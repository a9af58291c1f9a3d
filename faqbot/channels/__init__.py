"""Who is talking to us? Messages of other services, to and from the desk. None is connected yet."""
