import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from dataclasses import dataclass, asdict, is_dataclass
class Color(Enum):
    RED = "r"
@dataclass
class Pt:
    x: int
    y: int
class Enc(json.JSONEncoder):
    def default(self, obj):
        if isinstance(obj, (date, datetime)):
            return obj.isoformat()
        if isinstance(obj, Decimal):
            return float(obj)
        if isinstance(obj, Enum):
            return obj.value
        if isinstance(obj, Pt):
            return asdict(obj)
        if isinstance(obj, set):
            return sorted(obj)
        return super().default(obj)
data = {"when": date(2024, 5, 1), "price": Decimal("1.5"), "c": Color.RED, "p": [Pt(1, 2)], "s": {3, 1}}
print(json.dumps(data, cls=Enc))
print(json.dumps(data, cls=Enc, indent=2, sort_keys=True))
class O: pass
try:
    json.dumps({"o": O()}, cls=Enc)
except TypeError as e:
    print(e)
print(Enc().encode({"d": date(2024, 1, 1)}))


from json import JSONEncoder, dumps
class Node:
    def __init__(self, v, kids=()): self.v = v; self.kids = list(kids)
class NodeEncoder(JSONEncoder):
    def default(self, o):
        if isinstance(o, Node):
            return {"v": o.v, "kids": o.kids}
        return JSONEncoder.default(self, o)
print(dumps(Node(1, [Node(2), Node(3, [Node(4)])]), cls=NodeEncoder, indent=1))
print(json.dumps([Node(1)], default=lambda o: o.__dict__, indent=4))
