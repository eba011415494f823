"""Lambdas whose parameters by name have defaults that are worked out where they stand."""


def makers(xs):
    out = []
    for i, x in enumerate(xs):
        out.append(lambda *a, i=i: (a, i, x))
        out.append(lambda *, k=i, v=[x]: (k, v, i))
        out.append(lambda a="a", *, i=i * 2, **named: (a, i, sorted(named.items())))
    i = "end"
    return out


made = makers([True, 0.5])
print([f() for f in made])
print(made[0](1, 2, i=9), made[1](k=None), made[5]("b", z=1, y=2), made[4](v=[]))
made[1]()[1].append(3)
print(made[1]())
try:
    made[4](1)
except TypeError as e:
    print(type(e).__name__)
