"""Generators that are seeded by chance: `seed()`, `seed(None)`, `Random(None)`."""
import random


def draws(rng):
    return [rng.random() for _ in range(3)]


def pick(items, rng=None):
    rng = rng or random.Random()
    return rng.choice(items)


class Deck:
    def __init__(self, seed: int | None = None):
        self.rng = random.Random(seed)
        self.cards = list(range(10))
        self.rng.shuffle(self.cards)


def main():
    print(draws(random.Random()) != draws(random.Random(None)), draws(random.Random(2)) == draws(random.Random(2)))
    random.seed()
    first = random.random()
    random.seed(None)
    print(first != random.random())
    for _ in range(2):
        random.seed(5)
        print(random.randint(0, 1000), random.sample(range(100), 3))
        random.seed()
    print(pick([4]), pick([1, 2, 3], random.Random(1)), Deck(3).cards, sorted(Deck().cards))


if __name__ == "__main__":
    main()
