import sys
class Shell:
    def __init__(self):
        self.items = {}
        self.done = False
    def add(self, name, n):
        self.items[name] = self.items.get(name, 0) + int(n)
        return f"added {name}"
    def show(self):
        return ", ".join(f"{k}={v}" for k, v in self.items.items())
    def total(self):
        return sum(self.items.values())
    def quit(self):
        self.done = True
        return "bye"
shell = Shell()
for line in sys.stdin:
    cmd, *args = line.split()
    try:
        method = getattr(shell, cmd)
    except AttributeError as e:
        print(e)
        continue
    print(method(*args))
for bad in (lambda: b"a" + "b", lambda: bytearray(b"x") + 5, lambda: b"a" + None, lambda: b"q" + [1], lambda: "s" + b"t"):
    try:
        bad()
    except TypeError as e:
        print(e)
