import math
from dataclasses import dataclass
from config import LIMIT

@dataclass
class Point:
    x: int
    y: int
    def norm(self):
        return math.hypot(self.x, self.y)

def area(w, h):
    return w * h + LIMIT

def sq(x):
    return area(x, x)
shapes = {"sq": sq}
print("geometry runs", LIMIT)
if __name__ == "__main__":
    print("geometry main")
    print(area(1, 2))
