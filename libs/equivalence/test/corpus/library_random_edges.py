import random
random.seed(12345)
for _ in range(3): print(random.random(), random.randint(-5, 5), random.randrange(0, 100, 7), random.choice("hello"), random.choice((1, 2, 3)), random.choice(range(10, 20)), random.sample(range(1000), 3), random.uniform(-1, 1))
print(random.sample(["a", "b", "c", "d"], 4), random.sample("abcdef", 2), random.choices([1, 2, 3], k=4), random.choices("ab", [1, 3], k=5), random.sample(range(10**6), 30)[:5], random.randint(0, 10**30), random.getrandbits(1), random.getrandbits(0), random.randint(7, 7), random.randrange(10, 0, -3))
xs = list("abcdefg"); random.shuffle(xs); print(xs); print(random.gauss(0, 1), random.gauss(5, 2), random.expovariate(2), random.triangular(0, 1, 0.2), random.betavariate(0.5, 0.5), random.gammavariate(0.5, 1), random.gammavariate(1, 2), random.gammavariate(9, 0.5), random.paretovariate(2), random.weibullvariate(1, 1.5), random.lognormvariate(0, 0.25), random.normalvariate(0, 1), random.randbytes(5))
r = random.Random(99); r2 = random.Random(99); print(r.random() == r2.random(), [r.randint(1, 6) for _ in range(10)], r.choice([True, False]), r.sample(list("xyz"), 2), r.getstate() == 0 if False else "")
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: random.sample([1, 2], -1)); t(lambda: random.getrandbits(-1)); t(lambda: random.randint(3, 1)); t(lambda: random.choice("")); t(lambda: random.gammavariate(0, 1)); t(lambda: random.expovariate(0)); t(lambda: random.choices([1, 2], weights=[1, 2, 3])); t(lambda: random.choices([1], cum_weights=[0])); t(lambda: random.sample([1, 2], 3, counts=[1, 1])); t(lambda: random.choices([1, 2], k=0)); t(lambda: random.sample([1, 2, 3], k=0))
