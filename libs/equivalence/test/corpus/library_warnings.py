import warnings
import sys
from warnings import warn
def deprecated(f):
    def inner(*a):
        warnings.warn(f"{f.__name__} is deprecated", DeprecationWarning, stacklevel=2)
        return f(*a)
    return inner
@deprecated
def add(a, b): return a + b
@deprecated
def sub(a, b): return a - b
print(add(1, 2), sub(3, 1))
for i in range(3):
    warn("again")
    warn("number %d" % i, RuntimeWarning)
warn("again")
warnings.warn("pending", PendingDeprecationWarning)
warnings.warn("import", ImportWarning)
class Mine(UserWarning):
    pass
warnings.filterwarnings("ignore", message="qui.t")
warn("quiet please")
warn("not quiet", Mine)
warnings.filterwarnings("error", category=Mine)
try:
    warn("now", Mine)
except Mine as e:
    print("caught", repr(e))
warnings.simplefilter("once")
for i in range(2):
    warn("one time")
warn("one time")
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warn("kept", Mine)
    warn(Mine("kept too"))
    print([str(w.message) for w in log], all(issubclass(w.category, Mine) for w in log), len(log), isinstance(log[0].message, UserWarning))
sys.stderr.write("end\n")
warnings.warn(message="named", category=FutureWarning)
warnings.warn("dep", DeprecationWarning)


def old():
    warnings.warn("old is deprecated", DeprecationWarning, stacklevel=2)
    return 1
print(old())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    old()
    warnings.warn("careful")
    warnings.warn(RuntimeWarning("run"))
    print(len(w), w[0].category, w[0].category.__name__, str(w[0].message), issubclass(w[-1].category, RuntimeWarning), w[1].message)
    for x in w:
        print(x.category.__name__, x.message)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        old()
    except DeprecationWarning as e:
        print("raised", e)
class MyWarning(UserWarning):
    pass
with warnings.catch_warnings(record=True) as caught:
    warnings.warn("mine", MyWarning) if False else warnings.warn("plain")
    print(len(caught), caught[0].category is UserWarning)
warnings.filterwarnings("ignore", category=DeprecationWarning)
warnings.filterwarnings("ignore")
old()
warnings.warn("x", MyWarning)
try:
    warnings.simplefilter("bogus")
except AssertionError as e:
    print(e)
