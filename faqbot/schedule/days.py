def parse(text):
    return text


def upcoming(rule, first, n):
    return ()
