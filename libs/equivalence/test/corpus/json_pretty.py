def dumps(o, indent=0):
    pad = "  " * indent
    if o is None:
        return "null"
    if o is True:
        return "true"
    if o is False:
        return "false"
    if isinstance(o, (int, float)):
        return repr(o)
    if isinstance(o, str):
        return '"' + o.replace('\\', '\\\\').replace('"', '\\"') + '"'
    if isinstance(o, (list, tuple)):
        if not o:
            return "[]"
        inner = ",\n".join(pad + "  " + dumps(x, indent + 1) for x in o)
        return "[\n" + inner + "\n" + pad + "]"
    if isinstance(o, dict):
        if not o:
            return "{}"
        items = [f'{pad}  "{k}": {dumps(v, indent + 1)}' for k, v in o.items()]
        return "{\n" + ",\n".join(items) + "\n" + pad + "}"
    raise TypeError("not serializable: " + type(o).__name__)

print(dumps({"name": "x", "vals": [1, 2.5, None, True], "nested": {"a": [], "b": {}}}))
try:
    print(dumps({1, 2}))
except TypeError as e:
    print(e)

class P:
    def __init__(self, s): self.s, self.i = s, 0
    def ws(self):
        while self.i < len(self.s) and self.s[self.i] in " \n\t": self.i += 1
    def value(self):
        self.ws()
        c = self.s[self.i]
        if c == "{": return self.obj()
        if c == "[": return self.arr()
        if c == '"': return self.string()
        for lit, v in (("true", True), ("false", False), ("null", None)):
            if self.s.startswith(lit, self.i):
                self.i += len(lit)
                return v
        return self.number()
    def string(self):
        j = self.s.index('"', self.i + 1)
        r = self.s[self.i + 1:j]
        self.i = j + 1
        return r
    def number(self):
        j = self.i
        while j < len(self.s) and self.s[j] in "+-.eE0123456789": j += 1
        t = self.s[self.i:j]
        if not t: raise ValueError(f"unexpected {self.s[self.i]!r} at {self.i}")
        self.i = j
        return float(t) if "." in t or "e" in t else int(t)
    def arr(self):
        out = []
        self.i += 1
        self.ws()
        while self.s[self.i] != "]":
            out.append(self.value())
            self.ws()
            if self.s[self.i] == ",": self.i += 1
            self.ws()
        self.i += 1
        return out
    def obj(self):
        out = {}
        self.i += 1
        self.ws()
        while self.s[self.i] != "}":
            k = self.string()
            self.ws()
            assert self.s[self.i] == ":", "expected :"
            self.i += 1
            out[k] = self.value()
            self.ws()
            if self.s[self.i] == ",": self.i += 1
            self.ws()
        self.i += 1
        return out
v = P('{"a": [1, 2.5, {"b": null}], "c": true, "d": "hi"}').value()
print(v, v["a"][0], sorted(v))
try:
    P("[1, ?]").value()
except ValueError as e:
    print(e)
