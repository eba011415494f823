import operator
from operator import itemgetter, attrgetter, methodcaller
xs = [{"a": 2, "b": 1}, {"a": 1, "b": 5}]
print(sorted(xs, key=itemgetter("a")), [itemgetter(1)(t) for t in [(1,2),(3,4)]], sorted([(1,"b"),(1,"a")], key=itemgetter(0,1)), list(map(itemgetter(1), [(1,2)])), itemgetter(-1)([1,2,3]))
class P:
    def __init__(self, x, y): self.x = x; self.y = y
    def up(self, k=1): return self.x + k
ps = [P(2, 1), P(1, 2)]
get = attrgetter("x")
print([p.x for p in sorted(ps, key=get)], attrgetter("x", "y")(ps[0]), list(map(methodcaller("up", 5), ps)), list(map(methodcaller("up", k=7), ps)), methodcaller("upper")("abc"), max(ps, key=attrgetter("y")).x)
key = itemgetter(1)
print(key([5, 6]), sorted([[2, 1], [1, 9], [0, 3]], key=key), key("ab"))
def sort_by(rows, field): return sorted(rows, key=itemgetter(field))
print(sort_by(xs, "b"), list(map(operator.neg, [1, 2])), list(map(operator.add, [1, 2], [3, 4])))
from operator import add, mul, lt, eq, neg, not_, contains, getitem, truth
print(add(1, 2), mul("a", 3), lt(1, 2), eq(1, 1.0), neg(5), not_([]), contains([1], 1), getitem([1,2], 0), truth(3), operator.floordiv(7, 2), operator.lshift(1, 3), operator.rshift(8,1), operator.inv(5), operator.pos(2), operator.ne(1, 2), operator.ge(2, 1), operator.le(1,2), operator.gt(1,2), operator.concat([1],[2]), operator.is_(None, None), operator.mod(7, 3), operator.pow(2, 5), operator.truediv(1, 2), operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3), operator.index(4))
ops = {"+": operator.add, "-": operator.sub, "*": operator.mul}
print({k: f(6, 3) for k, f in ops.items()})
cmps = {"<": operator.lt, ">=": operator.ge, "==": operator.eq}
print({k: f(6, 3) for k, f in cmps.items()})
import functools
print(functools.reduce(operator.mul, [1, 2, 3, 4]), functools.reduce(operator.xor, [5, 5, 7], 0))
