from geometry import Point
from . import consts
def describe(p):
    return f"<{p.x},{p.y}>" + consts.SUFFIX
def twice(n):
    return n * 2
