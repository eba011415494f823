"""A deck of cards that is a sequence by its methods, and what is drawn from it."""

import collections
import random

Card = collections.namedtuple("Card", ["rank", "suit"])


class Deck:
    ranks = [str(n) for n in range(2, 11)] + list("JQKA")
    suits = "spades diamonds clubs hearts".split()

    def __init__(self):
        self._cards = [Card(rank, suit) for suit in self.suits for rank in self.ranks]

    def __len__(self):
        print("asked")
        return len(self._cards)

    def __getitem__(self, position):
        return self._cards[position]


class Hand(list):
    pass


deck = Deck()
print(len(deck), deck[0], deck[-1], deck[:3], deck[12::13], Card("Q", "hearts") in deck)
random.seed(3)
print(random.choice(deck), random.choice(deck), random.Random(5).choice(deck))
hand = Hand(deck[:5])
print(random.choice(hand))
nothing = Hand()
try:
    random.choice(nothing)
except IndexError as e:
    print(e)
