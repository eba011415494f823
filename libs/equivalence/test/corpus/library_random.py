import random
r = random.Random(42)
print(r.random(), r.randint(1, 10), r.choice([1,2,3]), r.uniform(1, 5))
xs = list(range(10)); r.shuffle(xs); print(xs)
print(r.sample(range(100), 5), r.choices("abc", k=5), r.gauss(0, 1), r.randrange(5, 20, 3), r.getrandbits(70))
import random
class Sim:
    def __init__(self, seed):
        self.rng = random.Random(seed)
    def roll(self):
        return self.rng.randint(1, 6)
s = Sim(7)
print([s.roll() for _ in range(20)])
a = random.Random("text"); print(a.random())
a = random.Random(3.5); print(a.random())
import random
random.seed(1)
print(random.choices([1,2,3], weights=[1,2,3], k=6))
print(random.choices([1,2,3], cum_weights=[1,3,6], k=6))
print(random.betavariate(2, 3), random.triangular(1, 5, 2), random.triangular(), random.expovariate(1.5), random.gauss(1, 2), random.normalvariate(1, 2), random.lognormvariate(0, 1), random.gammavariate(2, 3), random.paretovariate(3), random.weibullvariate(1, 2))
print(random.gauss(mu=0, sigma=1), random.gauss(), random.normalvariate())
print(random.sample([1,2,3,4], k=2, counts=[1,1,2,2]))
print(random.randbytes(4))
print(random.getrandbits(5), random.randrange(10), random.randrange(1, 10), random.randrange(1,10,2))
import random
random.seed(5)
try: random.choice([])
except IndexError as e: print(e)
try: random.randint(5, 1)
except ValueError as e: print(e)
try: random.randrange(0)
except ValueError as e: print(e)
try: random.sample([1,2], 5)
except ValueError as e: print(e)
try: random.randrange(1, 5, 0)
except ValueError as e: print(e)
try: random.choices([], k=1)
except IndexError as e: print(e)
try: random.choices([1,2], weights=[1], k=1)
except ValueError as e: print(e)
try: random.choices([1,2], weights=[0, 0], k=1)
except ValueError as e: print(e)
import random
random.seed("abc"); print(random.random())
random.seed(b"abc"); print(random.random())
random.seed(2.5); print(random.random())
random.seed(-5); print(random.random())
random.seed(2**100); print(random.random())
random.seed(True); print(random.random())
rng = random.Random()
rng.seed(9)
print(rng.random())
import random
random.seed(3)
state = random.getstate()
a = [random.random() for _ in range(3)]
random.setstate(state)
b = [random.random() for _ in range(3)]
print(a == b)
