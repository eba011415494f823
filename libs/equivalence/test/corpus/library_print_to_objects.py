import io, sys
class Tee:
    def __init__(self, *streams): self.streams = streams
    def write(self, s):
        for st in self.streams: st.write(s)
        return len(s)
class Upper:
    def __init__(self): self.parts = []
    def write(self, text):
        self.parts.append(text.upper())
class Strict:
    def write(self, text):
        if "bad" in text:
            raise ValueError(f"refused {text!r}")
buf = io.StringIO()
print("both", 1, file=Tee(buf, sys.stdout))
print(repr(buf.getvalue()))
up = Upper()
print("a", 2, [3], sep="-", end="!", file=up)
print(file=up)
print(up.parts)
try:
    print("ok", "bad", "never", file=Strict())
except ValueError as e:
    print(e)
