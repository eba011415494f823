a, b = 256, 255 + 1
print(a is b)
x = [1, 2]; y = x
print(x is y, x is not y, x is [1, 2], (1,) is x)
s = "k"
print(s is "abc"[0], s is None)
def same(p: int, q: int) -> bool: return p is q
print(same(3, 3), same(3, 4), same(100, 50 * 2))
