def josephus(n: int, k: int) -> int:
    """
    >>> josephus(7, 3)
    4
    >>> josephus(1, 5)
    1
    """
    people = list(range(1, n + 1))
    at = 0
    while len(people) > 1:
        at = (at + k - 1) % len(people)
        people.pop(at)
    return people[0]


def josephus_fast(n, k):
    survivor = 0
    for i in range(2, n + 1):
        survivor = (survivor + k) % i
    return survivor + 1


print([josephus(n, 3) for n in range(1, 12)], all(josephus(n, 2) == josephus_fast(n, 2) for n in range(1, 50)))
