class E1(Exception):
    def __init__(self, code, msg="no"):
        self.code = code
        super().__init__(msg)
class E2(E1): pass
def go(n):
    try:
        if n == 0: raise E2(5)
        if n == 1: raise E1(6, "six")
        if n == 2: return int("zz")
        if n == 3: return [][1]
        if n == 4: raise KeyError("k", 2)
        if n == 5: raise Exception
    except E2 as e: return ("e2", e.code, e.args, str(e), repr(e))
    except E1 as e: return ("e1", e.code, e.args)
    except (ValueError, LookupError) as e:
        try:
            raise RuntimeError("outer") from e
        except RuntimeError as r:
            return (type(r.__cause__).__name__, str(r.__cause__), r.__suppress_context__ if False else 0)
    except Exception as e: return (repr(e), e.args)
    finally:
        print("fin", n)
for i in range(7): print(go(i))
class Temp(Exception):
    default = "temp"
    def __init__(self, message=default, *, retry=True):
        super().__init__(message)
        self.message, self.retry = message, retry
    def __repr__(self): return f"Temp<{self.message}>"
try: raise Temp(retry=False)
except Temp as t: print(t, repr(t), t.retry, t.args)
errs = [ValueError("a"), Temp("b"), KeyError("c")]
print([str(e) for e in errs], [type(e).__name__ for e in errs])
for e in errs:
    try: raise e
    except Temp as x: print("temp", x.message, x is e)
    except Exception as x: print(type(x), x, x is e)
