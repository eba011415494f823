/** Distinct programs of about 30 lines: the same shapes with other names, numbers and texts in each. */
export function program(seed: number): string {
  const make = SHAPES[seed % SHAPES.length] as (n: number) => string;
  return make(seed);
}

/** A program of about 100 lines: four of them, one after the other. */
export function longProgram(seed: number): string {
  return [0, 1, 2, 3].map((i) => program(seed * 4 + i)).join("\n");
}

const SHAPES: ((n: number) => string)[] = [
  (n) => `def sieve_${n}(limit):
    marks = [True] * (limit + 1)
    marks[0] = marks[1] = False
    i = 2
    while i * i <= limit:
        if marks[i]:
            for j in range(i * i, limit + 1, i):
                marks[j] = False
        i += 1
    return [i for i, prime in enumerate(marks) if prime]


def factors_${n}(value):
    found = []
    divisor = 2
    while divisor * divisor <= value:
        while value % divisor == 0:
            found.append(divisor)
            value //= divisor
        divisor += 1
    if value > 1:
        found.append(value)
    return found


primes_${n} = sieve_${n}(${100 + (n % 1000)})
print(len(primes_${n}), primes_${n}[-1], sum(primes_${n}))
for number in range(${n}, ${n} + 5):
    print(number, factors_${n}(number))
`,
  (n) => `class Account_${n}:
    def __init__(self, owner, balance=${n}):
        self.owner = owner
        self.balance = balance
        self.log = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("bad amount ${n}")
        self.balance += amount
        self.log.append(("in", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"only {self.balance}")
        self.balance -= amount
        self.log.append(("out", amount))

    def __str__(self):
        return f"{self.owner}: {self.balance:>8}"


a_${n} = Account_${n}("ann${n}")
a_${n}.deposit(${n + 5})
try:
    a_${n}.withdraw(${n * 3 + 100})
except ValueError as error:
    print("refused:", error)
print(a_${n}, a_${n}.log)
`,
  (n) => `from collections import defaultdict

text_${n} = "the quick brown fox number ${n} jumps over the lazy dog ${n}"


def count_${n}(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def group_${n}(words):
    groups = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return groups


words_${n} = text_${n}.split()
counts_${n} = count_${n}(words_${n})
for word, times in sorted(counts_${n}.items(), key=lambda pair: (-pair[1], pair[0]))[:${1 + (n % 5)}]:
    print(f"{word:<10}{times:>3}")
groups_${n} = group_${n}(words_${n})
for size in sorted(groups_${n}):
    print(size, ", ".join(groups_${n}[size]))
longest = max(words_${n}, key=len)
print(longest.upper(), longest[::-1], len(text_${n}))
print({size: len(group) for size, group in groups_${n}.items() if size > ${n % 4}})
`,
  (n) => `def fibonacci_${n}(count):
    a, b = 0, 1
    for _ in range(count):
        yield a
        a, b = b, a + b


def matrix_${n}(size):
    return [[(i * j + ${n}) % 7 for j in range(size)] for i in range(size)]


def transpose_${n}(rows):
    return [list(column) for column in zip(*rows)]


def search_${n}(items, wanted):
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        if items[middle] == wanted:
            return middle
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return None


grid_${n} = matrix_${n}(${3 + (n % 3)})
print(grid_${n}, transpose_${n}(grid_${n}))
print(list(fibonacci_${n}(${5 + (n % 10)})), search_${n}(list(range(0, 100, 3)), ${n % 100}))
print(any(x > ${n % 7} for row in grid_${n} for x in row))
`,
];
