class Timer:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, exc_type, exc, tb):
        print("exit", self.name, exc_type is None)
        return False


with Timer("a") as t:
    print("inside", t.name)
try:
    with Timer("b"):
        raise ValueError("boom")
except ValueError as e:
    print("after", e)
