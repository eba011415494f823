import { setTimeout as pause } from "node:timers/promises";

/** Python as people write it, for the first rounds of what is slow until it has run often. */
const EVERYDAY = `from collections import defaultdict


class Stock:
    def __init__(self, name: str, count: int = 0) -> None:
        self.name = name
        self.count = count
        self.log: list[tuple[str, int]] = []

    def take(self, wanted: int) -> int:
        if wanted > self.count:
            raise ValueError(f"only {self.count} of {self.name}")
        self.count -= wanted
        self.log.append(("out", wanted))
        return self.count

    def __str__(self) -> str:
        return f"{self.name:<8}{self.count:>5}"


def sums(limit):
    total = 0
    for i in range(limit):
        while i > 3:
            i //= 2
        total += i * i % 7
        yield total


def grouped(words):
    groups = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return {size: sorted(group) for size, group in groups.items() if size > 1}


stock = Stock("apples", 7)
try:
    stock.take(9)
except ValueError as error:
    print("refused:", error)
words = "the quick brown fox jumps over the lazy dog".split()
print(stock, list(sums(9)), grouped(words), max(words, key=len)[::-1])
print([[x * y for x in range(3)] for y in range(3)], any(len(word) > 4 for word in words))
for word, size in sorted({word: len(word) for word in words}.items(), key=lambda pair: (-pair[1], pair[0]))[:3]:
    print(f"{word:<10}{size}")
`;

const ROUNDS = 40;
const PAUSE_MS = 15;

/**
 * Lets a worker run through its work a few times while nobody waits for it, so that its first programs take no longer
 * than its hundredth. Goes on in the background, in short pieces.
 */
export async function warmUp(work: (source: string) => unknown): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    work(EVERYDAY);
    await pause(PAUSE_MS);
  }
}
