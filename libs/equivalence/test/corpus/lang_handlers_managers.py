from contextlib import contextmanager
@contextmanager
def expecting(*errors):
    try:
        yield
    except errors as e:
        print("expected", e)
with expecting(ValueError, TypeError):
    int("z")
with expecting(KeyError):
    {}["q"]
