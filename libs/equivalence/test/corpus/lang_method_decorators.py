import functools
def logged(f):
    @functools.wraps(f)
    def inner(self, *args, **kw):
        print("call", f.__name__, args)
        return f(self, *args, **kw)
    return inner
def retry(times):
    def deco(f):
        def inner(*args):
            for i in range(times):
                try:
                    return f(*args)
                except ValueError as e:
                    print("retry", i, e)
            return None
        return inner
    return deco
class K:
    def __init__(self):
        self.v = 1
        self.fails = 2
    @logged
    def bump(self, by, extra=0):
        self.v += by + extra
        return self.v
    @retry(3)
    def flaky(self):
        if self.fails:
            self.fails -= 1
            raise ValueError("fail")
        return "ok"
class L(K):
    def more(self):
        return self.bump(10)
k = K()
print(k.bump(4), k.bump(1, extra=5), k.flaky())
print(L().more())
