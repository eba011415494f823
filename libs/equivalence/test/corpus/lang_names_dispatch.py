class Calc:
    def do_add(self, a, b):
        return a + b

    def do_sub(self, a, b):
        return a - b

    def dispatch(self, cmd, *args):
        m = getattr(self, "do_" + cmd, None)
        if m is None:
            return "unknown"
        return m(*args)


c = Calc()
print(c.dispatch("add", 1, 2), c.dispatch("sub", 5, 2), c.dispatch("zzz", 1, 1))


class Visitor:
    def visit(self, node):
        method = getattr(self, f"visit_{type(node).__name__}", self.generic)
        return method(node)

    def generic(self, node):
        return "generic"

    def visit_int(self, node):
        return f"int {node}"

    def visit_str(self, node):
        return f"str {node}"


v = Visitor()
print(v.visit(1), v.visit("a"), v.visit(2.5))
