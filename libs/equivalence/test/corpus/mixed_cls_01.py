class Card:
    SUITS = ["Clubs", "Diamonds", "Hearts", "Spades"]
    RANKS = [None, "Ace", "2", "3", "4", "5", "6", "7", "8", "9", "10", "Jack", "Queen", "King"]
    def __init__(self, suit=0, rank=2):
        self.suit = suit
        self.rank = rank
    def __str__(self):
        return "%s of %s" % (Card.RANKS[self.rank], Card.SUITS[self.suit])
    def __eq__(self, other):
        return self.suit == other.suit and self.rank == other.rank
    def __lt__(self, other):
        return (self.suit, self.rank) < (other.suit, other.rank)
import random
class Deck:
    def __init__(self):
        self.cards = [Card(s, r) for s in range(4) for r in range(1, 14)]
    def __str__(self):
        return "\n".join(str(c) for c in self.cards)
    def pop_card(self, i=-1):
        return self.cards.pop(i)
    def add_card(self, c):
        self.cards.append(c)
    def shuffle(self):
        random.shuffle(self.cards)
    def sort(self):
        self.cards.sort()
    def move_cards(self, hand, num):
        for _ in range(num):
            hand.add_card(self.pop_card())
class Hand(Deck):
    def __init__(self, label=""):
        self.cards = []
        self.label = label
random.seed(17)
d = Deck()
print(len(d.cards), d.cards[13], Card(2, 11) in d.cards)
d.shuffle()
h = Hand("me")
d.move_cards(h, 5)
h.sort()
print(h.label, len(d.cards))
print(h)
print(max(h.cards), min(h.cards), Card(0, 1) < Card(1, 1), Card() == Card(0, 2))
