import math
OPS = {
    '+': lambda a, b: a + b,
    '-': lambda a, b: a - b,
    '*': lambda a, b: a * b,
    '/': lambda a, b: a / b,
    '^': lambda a, b: a ** b,
}
FUNCS = {'sqrt': math.sqrt, 'neg': lambda x: -x, 'abs': abs}

def rpn(s):
    st = []
    for tok in s.split():
        if tok in OPS:
            b, a = st.pop(), st.pop()
            st.append(OPS[tok](a, b))
        elif tok in FUNCS:
            st.append(FUNCS[tok](st.pop()))
        else:
            try:
                st.append(int(tok))
            except ValueError:
                st.append(float(tok))
    if len(st) != 1:
        raise ValueError(f"malformed: {st}")
    return st[0]

for e in ["3 4 +", "2 3 ^ 1 -", "9 sqrt 2 *", "7 2 /", "1 2", "5 neg abs", "1.5 2 *", "+", "1 0 /"]:
    try:
        print(e, "=>", rpn(e))
    except (ValueError, IndexError, ZeroDivisionError) as err:
        print(e, "=>", type(err).__name__, err)
