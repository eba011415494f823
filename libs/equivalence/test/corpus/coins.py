def change(amount: int, coins: list[int]) -> int:
    """Fewest coins, -1 where it cannot be done.

    >>> change(11, [1, 2, 5])
    3
    >>> change(3, [2])
    -1
    """
    best = [0] + [amount + 1] * amount
    for value in range(1, amount + 1):
        for coin in coins:
            if coin <= value:
                best[value] = min(best[value], best[value - coin] + 1)
    return best[amount] if best[amount] <= amount else -1


def ways(amount, coins):
    table = [1] + [0] * amount
    for coin in coins:
        for value in range(coin, amount + 1):
            table[value] += table[value - coin]
    return table[amount]


print(change(11, [1, 2, 5]), change(3, [2]), change(0, [7]), ways(100, [1, 5, 10, 25, 50]))
