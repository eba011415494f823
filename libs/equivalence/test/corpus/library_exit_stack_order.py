from contextlib import ExitStack
class S:
    def __init__(self, n, eat=False, fail=False): self.n, self.eat, self.fail = n, eat, fail
    def __enter__(self): print("in", self.n); return self.n
    def __exit__(self, t, v, tb):
        print("out", self.n, t.__name__ if t else None, v)
        if self.fail: raise RuntimeError(f"exit {self.n}")
        return self.eat
with ExitStack() as st:
    a = st.enter_context(S("a"))
    st.push(S("p"))
    st.push(lambda t, v, tb: print("fn", t))
    st.callback(print, "cb", 1, sep="-")
    print("body", a)
try:
    with ExitStack() as st:
        st.enter_context(S("x"))
        st.enter_context(S("y", fail=True))
        st.enter_context(S("z"))
        raise KeyError("k")
except RuntimeError as e:
    print("caught", e)
with ExitStack() as st:
    st.enter_context(S("last"))
    st.enter_context(S("eats", eat=True))
    raise ValueError("v")
print("after")
st = ExitStack()
st.enter_context(S("m"))
st.callback(lambda: print("lam"))
st.close()
with ExitStack() as st:
    for i in range(3):
        st.enter_context(S(i))
try:
    with ExitStack() as st:
        st.enter_context(S("o"))
        st.callback(lambda: 1 / 0)
except ZeroDivisionError as e:
    print(e)
