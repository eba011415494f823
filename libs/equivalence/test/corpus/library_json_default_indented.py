import json
from datetime import date
class Base:
    def default(self, o):
        raise TypeError(f"Object of type {type(o).__name__} is not JSON serializable")
class Enc(Base):
    def default(self, o):
        if isinstance(o, date): return o.isoformat()
        if hasattr(o, "to_dict"): return o.to_dict()
        return super().default(o)
class P:
    def __init__(self, x): self.x = x
    def to_dict(self): return {"x": self.x}
print(json.dumps({"a": P(1), "d": date(2024, 1, 2), "l": [P(2)]}, default=Enc().default, indent=2))
try:
    print(json.dumps({"a": {1}}, default=Enc().default))
except TypeError as e:
    print(e)
