"""Functions that call themselves."""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, source, target, spare, moves):
    if n == 0:
        return
    hanoi(n - 1, source, spare, target, moves)
    moves[source * 3 + target] += 1
    hanoi(n - 1, spare, target, source, moves)


def queens(n, row, columns, rising, falling):
    if row == n:
        return 1
    total = 0
    for column in range(n):
        if column in columns or row + column in rising or row - column in falling:
            continue
        total += queens(n, row + 1, columns | {column}, rising | {row + column}, falling | {row - column})
    return total


def permutations(items):
    if len(items) <= 1:
        return [items]
    out = []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            out.append([items[i]] + rest)
    return out


print(fib(31))
print(ackermann(2, 400))
moves = [0] * 9
hanoi(18, 0, 1, 2, moves)
print(moves)
print(queens(7, 0, frozenset(), frozenset(), frozenset()))
print(len(permutations(list(range(9)))))
