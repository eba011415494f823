import json
class E(json.JSONEncoder):
    def encode(self, o): return "x"
print(json.dumps(1, cls=E))
