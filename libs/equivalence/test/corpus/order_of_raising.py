"""Receivers and other arguments are worked out before one that raises; fallbacks always are."""
import collections
def say(x):
    print("say", x)
    return x
def boom(): raise ValueError("boom")
def try_(f):
    try: f()
    except Exception as e: print(type(e).__name__, e)
c = "a b"
try: c.split(None, 1)[5].removeprefix((1, 2).lstrip())
except Exception as e: print(type(e).__name__)
try: say([1]).append(boom())
except ValueError as e: print(e)
try: say({1: 2}).get(boom())
except ValueError as e: print(e)
try: say({1}).add(boom())
except ValueError as e: print(e)
try: say({1}).union(boom())
except ValueError as e: print(e)
try: say("x").join(boom())
except ValueError as e: print(e)
try: say({1: 1}).update(boom())
except ValueError as e: print(e)
try: say([1]).insert(say(0), boom())
except ValueError as e: print(e)
try: say("{}").format(boom())
except ValueError as e: print(e)
try: say({1}).discard(boom())
except ValueError as e: print(e)
try: say([3]).index(boom())
except ValueError as e: print(e)
try: say([3]).extend(boom())
except ValueError as e: print(e)
try: say({}).setdefault(1, boom())
except ValueError as e: print(e)
try: say({}).pop(1, boom())
except ValueError as e: print(e)
try: say([3])[boom()]
except ValueError as e: print(e)
try: say([3])[0] = boom()
except ValueError as e: print(e)
try: say(3) + boom()
except ValueError as e: print(e)
try: print(say(1), boom(), say(2))
except ValueError as e: print(e)
try: [say(1), boom(), say(2)]
except ValueError as e: print(e)
try: {say(1): boom(), say(2): 3}
except ValueError as e: print(e)
try: say(1) < boom() < say(2)
except ValueError as e: print(e)
try: f"{say(1)} {boom()} {say(2)}"
except ValueError as e: print(e)
class C:
    def __init__(self, v): print("init", v); self.v = v
    def m(self, x): return x
try: C(1).m(boom())
except ValueError as e: print(e)
try: C(boom())
except ValueError as e: print(e)
try: pass
except ValueError as e: print(e)
try: say([1, 2])[say(0):boom()]
except ValueError as e: print(e)
def f(k):
    print("f", k)
    return k
def opt(k): return None if k > 2 else k
d = {1: 5, 2: 6}
print(d.get(1, f("x")), d.get(9, f("y")), d.get(f(1), f(None)), d.pop(2, f("z")), d.pop(2, f("w")), d.setdefault(1, f(3)))
def mk(n):
    print("mk", n)
    return {} if n == 0 else {n: opt(n)}
print(mk(1).get(1, f(2.5)), mk(0).get(f(1), f("q")), mk(3).get(f(3), f(7)))
e = {}
print(e.get(f(1), f(2)), e.pop(f(1), f(2)))
memo = {}
def fib(n):
    if n < 2: return n
    r = memo.get(n, None)
    if r is None:
        r = memo[n] = fib(n - 1) + fib(n - 2)
    return r
print(fib(30), {"a": [1]}.get("b", []), {"a": 1}.get("b", "none"), {"a": (1, 2)}.get("z", (0,)))

try: say({1: 1}).update(boom())
except ValueError: print("k")
try: say(collections.Counter("a")).subtract(boom())
except ValueError: print("k")
try: getattr(say({}), boom())
except ValueError: print("k")
try: say([1, 2])[say(1):boom()]
except ValueError: print("k")
try: print(isinstance(say(1), boom()))
except ValueError: print("k")
def taking(**kw): print("no")
try: taking(a=say(1), **boom())
except ValueError: print("k")
def nope(): return None
try: say([1])[nope():say("x")]
except TypeError as e: print(e)
try: say({1: 2}).update(say(nope()))
except TypeError as e: print(e)
