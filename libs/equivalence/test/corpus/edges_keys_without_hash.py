"""Values that may be lists when they come to be keys, orders that are none, powers that leave their kind."""
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation


def attempt(work):
    try:
        return work()
    except (TypeError, KeyError) as error:
        return f"{type(error).__name__}: {error}"


table = {1: "one", "z": 26}
members = {1, "z"}
for x in (1, [2], "z", {"k": 4}):
    print(
        attempt(lambda: (x, 0) in members),
        attempt(lambda: x in table),
        attempt(lambda: table[x]),
        attempt(lambda: table.get(x)),
        attempt(lambda: table.get(x, "none")),
        attempt(lambda: {x: 1}),
        attempt(lambda: len({x, 2})),
        attempt(lambda: len({each for each in (x,)})),
        attempt(lambda: {each: 1 for each in (x,)}),
    )
    print(attempt(lambda: table.setdefault(x, "new")), attempt(lambda: members.discard((x,))))
for pair in ((1, 2), (1, [2]), (1, 2)):
    try:
        members.add(pair)
        table[pair] = "pair"
    except TypeError as error:
        print(error, len(members), len(table))
print((1, 2) in members, table[1, 2])

nothing = Decimal("NaN")
for work in (
    lambda: nothing < Decimal(1),
    lambda: Decimal(1) >= nothing,
    lambda: nothing > 1,
    lambda: max(nothing, Decimal(1)),
    lambda: sorted([Decimal(2), nothing]),
):
    try:
        print(work())
    except InvalidOperation as error:
        print(type(error).__name__, error)
print(nothing == nothing, nothing != 1, Decimal(2) < 3 <= Decimal("3.0"))

plain, aware = datetime(2024, 5, 1), datetime(2024, 5, 1, tzinfo=timezone.utc)
for work in (lambda: plain < aware, lambda: min([plain, aware]), lambda: plain == aware):
    print(attempt(work))

n = 3
for x in (5, {6}):
    print(attempt(lambda: table.get(x)), attempt(lambda: {x}))
print(2**-n, [10**-k for k in range(3)], [(-2) ** -k for k in (-3, 0, 1)], 1 ** -n)
try:
    print(0**-n)
except ZeroDivisionError as error:
    print(error)
print((-8) ** (1 / 3), (-8) ** 0.5, (-8.0) ** 2.0, (-27) ** (1 / 3) * 2, -8 ** (1 / 3))
print(b"a\xffb\xe2\x82".decode(errors="backslashreplace"), b"\x80z".decode("ascii", "backslashreplace"))


def relayed():
    got = yield from (1, 2)
    print("none sent:", got)
    try:
        yield from [3, 4]
    except AttributeError as error:
        yield str(error)
    yield from range(5, 7)


relay = relayed()
print(next(relay), next(relay), relay.send(None), relay.send("sent"), next(relay))
print(relay.send(8))
