"""Dynamic programming: tables of ints, and a grid searched."""
from collections import deque


def knapsack(weights, values, capacity):
    best = [0] * (capacity + 1)
    for weight, value in zip(weights, values):
        for left in range(capacity, weight - 1, -1):
            taken = best[left - weight] + value
            if taken > best[left]:
                best[left] = taken
    return best[capacity]


def common(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[len(a)][len(b)]


def ways(coins, amount):
    table = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            table[total] += table[total - coin]
    return table[amount]


def shortest(grid, start, goal):
    rows, columns = len(grid), len(grid[0])
    seen = {start}
    queue = deque([(start, 0)])
    while queue:
        (row, column), steps = queue.popleft()
        if (row, column) == goal:
            return steps
        for dr, dc in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            r, c = row + dr, column + dc
            if 0 <= r < rows and 0 <= c < columns and grid[r][c] == 0 and (r, c) not in seen:
                seen.add((r, c))
                queue.append(((r, c), steps + 1))
    return -1


def floyd(n):
    far = [[((i * 7 + j * 13) % 97) + 1 for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if far[i][k] + far[k][j] < far[i][j]:
                    far[i][j] = far[i][k] + far[k][j]
    return sum(map(sum, far))


for capacity in (1_000, 10_000, 20_000):
    print(knapsack([3 + i * 7 % 41 for i in range(100)], [10 + i * 13 % 57 for i in range(100)], capacity))
for times in (30, 60, 90, 120):
    print(common("ACGTTGCAAT" * times, "GTCATGCCAA" * times))
print(ways([1, 2, 5, 10, 20, 50, 100, 200], 20_000))
grid = [[1 if (i * 7 + j * 11) % 5 == 0 and i % 9 else 0 for j in range(160)] for i in range(160)]
print(shortest(grid, (0, 0), (159, 159)))
for n in (40, 80, 120, 160):
    print(floyd(n))
