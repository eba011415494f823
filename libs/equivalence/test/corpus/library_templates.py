import math, string
print(math.remainder(7, 3), math.remainder(-7.5, 2), math.remainder(5, 2), math.remainder(3, 2), math.remainder(1, math.inf), math.frexp(8.5), math.frexp(0), math.ldexp(0.5, 4), math.modf(-3.25), math.modf(3), math.modf(-math.inf), math.frexp(-0.0))
for f in (lambda: math.remainder(1, 0), lambda: math.remainder(math.inf, 2), lambda: math.ldexp(1.0, 5000)):
    try: print(f())
    except (ValueError, OverflowError) as e: print(type(e).__name__, e)
m, x = math.frexp(10.0); print(m, x, math.ldexp(m, x))
t = string.Template("Hello $name, you are ${age} years. $$5")
print(t.substitute(name="Bob", age=3), t.safe_substitute(name="X"), t.substitute({"name": "d", "age": "1"}), t.template, t.substitute({"name": "q"}, age=2.5))
try: t.substitute(name="a")
except KeyError as e: print("KeyError", e)
for bad in ("$ bad", "ok\n x $", "${unclosed", "$1"):
    try: print(string.Template(bad).substitute())
    except ValueError as e: print(e)
    print(string.Template(bad).safe_substitute(a=1))
print(string.capwords("hello wORLD  x"), string.capwords("a-b-c", "-"), string.printable == string.digits + string.ascii_letters + string.punctuation + string.whitespace)
