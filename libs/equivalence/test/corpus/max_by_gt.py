class Card:
    """Ordered by `<` upwards and by `>` by its suit, to tell which one is asked."""

    def __init__(self, rank: int, suit: int):
        self.rank = rank
        self.suit = suit

    def __lt__(self, other: "Card") -> bool:
        return self.rank < other.rank

    def __gt__(self, other: "Card") -> bool:
        return self.suit > other.suit

    def __repr__(self) -> str:
        return f"{self.rank}/{self.suit}"


hand = [Card(3, 1), Card(9, 0), Card(1, 7)]
print(min(hand), max(hand))
print(max(hand, key=lambda card: card), max(iter(hand)), max(hand, default=None))
print(max(hand[0], hand[1]), min(hand[1], hand[2]))
print(sorted(hand), sorted(hand, reverse=True))


class Only:
    def __init__(self, value: int):
        self.value = value

    def __lt__(self, other: "Only") -> bool:
        return self.value < other.value


print(max([Only(2), Only(5), Only(4)]).value)
