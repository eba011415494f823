class Base(Exception):
    code = 1
class Sub(Base):
    code = 2
    def __init__(self, a, b="d"):
        super().__init__(a, b)
        self.a = a
class NoInit(Base):
    pass
for e in (Sub(1), NoInit("m", 2)):
    try:
        raise e
    except Sub as x:
        print("SE", type(x).__name__, str(x), repr(x))
    except Base as x:
        print("B", x.code, str(x), repr(x))
