"""A return in an inner loop meets a finally of an outer one that goes on with its own loop."""


def f(log):
    for a in range(3):
        try:
            for b in range(3):
                try:
                    log.append((a, b))
                    if b == a:
                        return "r", a, b
                finally:
                    if a == 0:
                        continue
                    log.append("inner")
        finally:
            if a < 2:
                continue
            log.append("outer")
    return "end"
log = []
print(f(log), log)
def g(log):
    for a in range(4):
        try:
            i = 0
            while True:
                i += 1
                for c in "xyz":
                    if i == 2:
                        return a, i, c
        finally:
            log.append(a)
            if a < 2:
                continue
            if a == 2:
                break
    return "broke"
log = []
print(g(log), log)
def h(log):
    out = []
    for a in range(3):
        with open_it(a, log):
            for b in (1, 2):
                if b == 2:
                    return out
                out.append((a, b))
    return out
class open_it:
    def __init__(self, n, log):
        self.n = n
        self.log = log
    def __enter__(self):
        return self
    def __exit__(self, *a):
        self.log.append(self.n)
        return True
log = []
print(h(log), log)
def k(log):
    for a in range(3):
        try:
            for b in range(3):
                if b == 1:
                    break
                if a == 1:
                    raise KeyError(b)
            else:
                log.append("else")
            while a < 5:
                a += 1
                if a == 4:
                    return "ret"
        except KeyError:
            log.append("key")
            continue
        finally:
            log.append(a)
            if a == 4:
                break
    return "done", a
log = []
print(k(log), log)
