from random import *
seed(5)
print(sample(range(10**12), 3))
print(sample(range(5, 10**9, 3), 2), choice(range(10**15)), choice(range(3)), sample(range(20), 5), sample(list(range(50)), 4), sample("abcdef", 2))
try:
    choice(range(0))
except IndexError as e:
    print(e)
try:
    sample(range(3), 5)
except ValueError as e:
    print(e)
