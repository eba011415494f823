import time
from timeit import default_timer as timer, timeit
import timeit as ti
t0 = timer()
x = timeit(lambda: sum(range(10)), number=5)
print(x >= 0, timer() >= t0, len(ti.repeat(lambda: 1, repeat=3, number=2)))
def work(): return 1
print(ti.timeit(work, number=3) > 0)
