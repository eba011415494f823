class Temp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f"T{self.v}"
xs = [Temp(3), Temp(1), Temp(2)]
print(sorted(xs), min(xs), max(xs), sorted(xs, reverse=True), xs.index(xs[1]), Temp(1) > Temp(0))
try: Temp(1) <= Temp(2)
except TypeError as e: print(e)
try: Temp(1) + 1
except TypeError as e: print(e)
try: Temp(1)()
except TypeError as e: print(e)
try: Temp(1)[0]
except TypeError as e: print(e)
try:
    for _ in Temp(1): pass
except TypeError as e: print(e)
try: len(Temp(1))
except TypeError as e: print(e)
try: 3 in Temp(1)
except TypeError as e: print(e)
try: Temp()
except TypeError as e: print(e)
try: Temp(1, 2)
except TypeError as e: print(e)
try: Temp(x=1)
except TypeError as e: print(e)
try: -Temp(1)
except TypeError as e: print(e)
try: int(Temp(1))
except TypeError as e: print(e)
