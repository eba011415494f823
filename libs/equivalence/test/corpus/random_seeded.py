import random

random.seed(7)
print(random.random(), random.randint(1, 6), random.choice(["a", "b", "c"]))
cards = list(range(10))
random.shuffle(cards)
print(cards, random.sample(cards, 3), round(random.uniform(1, 10), 6))
rng = random.Random(99)
print([rng.randrange(100) for _ in range(5)], rng.random())
inside = 0
for _ in range(2000):
    x, y = random.random(), random.random()
    if x * x + y * y <= 1:
        inside += 1
print(4 * inside / 2000)
