"""Dynamic programming selection with doctests and memo dictionaries"""

import functools
from functools import lru_cache
from typing import Dict, List, Tuple


def longest_common_subsequence(x: str, y: str) -> Tuple[int, str]:
    """
    >>> longest_common_subsequence("programming", "gaming")
    (6, 'gaming')
    >>> longest_common_subsequence("", "abc")
    (0, '')
    """
    assert x is not None
    assert y is not None
    m, n = len(x), len(y)
    dp = [[0] * (n + 1) for _ in range(m + 1)]
    for i in range(1, m + 1):
        for j in range(1, n + 1):
            match = 1 if x[i - 1] == y[j - 1] else 0
            dp[i][j] = max(dp[i - 1][j], dp[i][j - 1], dp[i - 1][j - 1] + match)
    seq = ""
    i, j = m, n
    while i > 0 and j > 0:
        match = 1 if x[i - 1] == y[j - 1] else 0
        if dp[i][j] == dp[i - 1][j - 1] + match:
            if match == 1:
                seq = x[i - 1] + seq
            i -= 1
            j -= 1
        elif dp[i][j] == dp[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return dp[m][n], seq


def knapsack_with_example_solution(w: int, wt: list, val: list):
    """
    >>> knapsack_with_example_solution(10, [1, 3, 5, 2], [10, 20, 100, 22])
    (142, {2, 3, 4})
    >>> knapsack_with_example_solution(6, [4, 3, 2, 3], [3, 2, 4])
    Traceback (most recent call last):
        ...
    ValueError: The number of weights must be the same as the number of values.
    But got 4 weights and 3 values
    """
    if not (isinstance(wt, (list, tuple)) and isinstance(val, (list, tuple))):
        raise ValueError("Both the weights and values vectors must be either lists or tuples")
    num_items = len(wt)
    if num_items != len(val):
        msg = (
            "The number of weights must be the same as the number of values.\n"
            f"But got {num_items} weights and {len(val)} values"
        )
        raise ValueError(msg)
    for i in range(num_items):
        if not isinstance(wt[i], int):
            msg = f"All weights must be integers but got weight of type {type(wt[i])} at index {i}"
            raise TypeError(msg)
    dp = [[0] * (w + 1) for _ in range(num_items + 1)]
    for i in range(1, num_items + 1):
        for w_ in range(1, w + 1):
            if wt[i - 1] <= w_:
                dp[i][w_] = max(val[i - 1] + dp[i - 1][w_ - wt[i - 1]], dp[i - 1][w_])
            else:
                dp[i][w_] = dp[i - 1][w_]
    example_optional_set: set = set()
    _construct_solution(dp, wt, num_items, w, example_optional_set)
    return dp[num_items][w], example_optional_set


def _construct_solution(dp: list, wt: list, i: int, j: int, optimal_set: set):
    if i > 0 and j > 0:
        if dp[i - 1][j] == dp[i][j]:
            _construct_solution(dp, wt, i - 1, j, optimal_set)
        else:
            _construct_solution(dp, wt, i - 1, j - wt[i - 1], optimal_set)
            optimal_set.add(i)


class EditDistance:
    """
    >>> EditDistance().min_dist_top_down("intention", "execution")
    5
    """

    def __init__(self):
        self.word1 = ""
        self.word2 = ""
        self.dp = []

    def __min_dist_top_down_dp(self, m: int, n: int) -> int:
        if m == -1:
            return n + 1
        elif n == -1:
            return m + 1
        elif self.dp[m][n] > -1:
            return self.dp[m][n]
        else:
            if self.word1[m] == self.word2[n]:
                self.dp[m][n] = self.__min_dist_top_down_dp(m - 1, n - 1)
            else:
                insert = self.__min_dist_top_down_dp(m, n - 1)
                delete = self.__min_dist_top_down_dp(m - 1, n)
                replace = self.__min_dist_top_down_dp(m - 1, n - 1)
                self.dp[m][n] = 1 + min(insert, delete, replace)
            return self.dp[m][n]

    def min_dist_top_down(self, word1: str, word2: str) -> int:
        self.word1 = word1
        self.word2 = word2
        self.dp = [[-1 for _ in range(len(word2))] for _ in range(len(word1))]
        return self.__min_dist_top_down_dp(len(word1) - 1, len(word2) - 1)

    def min_dist_bottom_up(self, word1: str, word2: str) -> int:
        m = len(word1)
        n = len(word2)
        self.dp = [[0 for _ in range(n + 1)] for _ in range(m + 1)]
        for i in range(m + 1):
            for j in range(n + 1):
                if i == 0:
                    self.dp[i][j] = j
                elif j == 0:
                    self.dp[i][j] = i
                elif word1[i - 1] == word2[j - 1]:
                    self.dp[i][j] = self.dp[i - 1][j - 1]
                else:
                    self.dp[i][j] = 1 + min(self.dp[i][j - 1], self.dp[i - 1][j], self.dp[i - 1][j - 1])
        return self.dp[m][n]


@functools.cache
def catalan(n: int) -> int:
    if n < 0:
        raise ValueError("Upper limit for the Catalan sequence must be ≥ 0")
    return 1 if n <= 1 else sum(catalan(i) * catalan(n - 1 - i) for i in range(n))


class Fibonacci:
    def __init__(self) -> None:
        self.sequence = [0, 1]

    def get(self, index: int) -> list:
        if (difference := index - (len(self.sequence) - 2)) >= 1:
            for _ in range(difference):
                self.sequence.append(self.sequence[-1] + self.sequence[-2])
        return self.sequence[:index]


def minimum_tickets_cost(days: list[int], costs: list[int]) -> int:
    """
    >>> minimum_tickets_cost([1, 4, 6, 7, 8, 20], [2, 7, 15])
    11
    >>> minimum_tickets_cost(2, [2, 90, 150])
    Traceback (most recent call last):
     ...
    ValueError: The parameter days should be a list of integers
    """
    if not isinstance(days, list) or not all(isinstance(day, int) for day in days):
        raise ValueError("The parameter days should be a list of integers")
    if len(costs) != 3 or not all(isinstance(cost, int) for cost in costs):
        raise ValueError("The parameter costs should be a list of three integers")
    if len(days) == 0:
        return 0
    if min(days) <= 0:
        raise ValueError("All days elements should be greater than 0")
    days_set = set(days)

    @functools.cache
    def dynamic_programming(index: int) -> int:
        if index > 365:
            return 0
        if index not in days_set:
            return dynamic_programming(index + 1)
        return min(
            costs[0] + dynamic_programming(index + 1),
            costs[1] + dynamic_programming(index + 7),
            costs[2] + dynamic_programming(index + 30),
        )

    return dynamic_programming(1)


def word_break(string: str, words: list[str]) -> bool:
    trie: dict = {}
    word_keeper_key = "WORD_KEEPER"
    for word in words:
        trie_node = trie
        for c in word:
            if c not in trie_node:
                trie_node[c] = {}
            trie_node = trie_node[c]
        trie_node[word_keeper_key] = True
    len_string = len(string)

    @functools.cache
    def is_breakable(index: int) -> bool:
        if index == len_string:
            return True
        trie_node = trie
        for i in range(index, len_string):
            trie_node = trie_node.get(string[i], None)
            if trie_node is None:
                return False
            if trie_node.get(word_keeper_key, False) and is_breakable(i + 1):
                return True
        return False

    return is_breakable(0)


def matrix_chain(dims: List[int]) -> Tuple[int, str]:
    n = len(dims) - 1

    @lru_cache(maxsize=None)
    def best(i: int, j: int) -> Tuple[int, str]:
        if i == j:
            return 0, f"A{i + 1}"
        options = []
        for k in range(i, j):
            lc, ls = best(i, k)
            rc, rs = best(k + 1, j)
            options.append((lc + rc + dims[i] * dims[k + 1] * dims[j + 1], f"({ls} x {rs})"))
        return min(options)

    return best(0, n - 1)


if __name__ == "__main__":
    print(longest_common_subsequence("AGGTAB", "GXTXAYB"))
    print(knapsack_with_example_solution(50, [10, 20, 30], [60, 100, 120]))
    for bad in ([1, 2], [1, 2, 3, 4]):
        try:
            knapsack_with_example_solution(5, bad, [1, 2, 3])
        except ValueError as e:
            print(e)
    solver = EditDistance()
    print(solver.min_dist_top_down("sunday", "saturday"), solver.min_dist_bottom_up("kitten", "sitting"))
    print([catalan(i) for i in range(15)])
    try:
        catalan(-1)
    except ValueError as e:
        print(e)
    f = Fibonacci()
    print(f.get(10), f.get(5), len(f.sequence))
    print(minimum_tickets_cost([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 31], [2, 7, 15]))
    print(word_break("applepenapple", ["apple", "pen"]), word_break("catsandog", ["cats", "dog", "sand", "and", "cat"]))
    print(matrix_chain([40, 20, 30, 10, 30]))
