import config
import geometry as geo
from geometry import Point, area as surface
from pkg import describe, VERSION
from pkg.sub import deep
import pkg.sub.deep as dd
import pkg.tools
from errors import *

print(config.LIMIT, config.names)
config.LIMIT += 5
config.names.append("z")
config.show()
print(geo.area(2, 3), surface(4, 5))
p = Point(1, 2)
print(p, geo.Point(3, 4) == Point(3, 4), type(p).__name__)
print(describe(p), VERSION, deep.depth(3), dd.depth(1), pkg.tools.twice(4))
print(geo.shapes["sq"](3))
def lazy():
    import late
    return late.value()
print("before")
print(lazy(), lazy())
try:
    check(-1)
except BadValue as e:
    print("caught", e, e.value)
print(config.missing if hasattr(config, "missing") else "none") if False else None
print(geo.__name__, __name__)
try:
    import numpy as np
except ImportError:
    np = None
check(-5)
