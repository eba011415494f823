from contextlib import ExitStack, contextmanager


@contextmanager
def tag(name):
    print("enter", name)
    try:
        yield name
    finally:
        print("exit", name)


with ExitStack() as stack:
    names = [stack.enter_context(tag(n)) for n in ["a", "b"]]
    print(names)
    stack.callback(print, "bye")
try:
    with ExitStack() as stack:
        stack.enter_context(tag("c"))
        raise ValueError("x")
except ValueError as e:
    print("got", e)


@contextmanager
def swallow(name):
    try:
        yield name
    except ValueError as error:
        print("swallowed", error)


with ExitStack() as stack:
    stack.enter_context(tag("outer"))
    print(stack.enter_context(swallow("quiet")))
    stack.enter_context(tag("inner"))
    raise ValueError("lost")
print("after")
manager = tag("by hand")
print(manager.__enter__())
print(manager.__exit__(None, None, None))


def kept(fails):
    with ExitStack() as stack:
        stack.enter_context(tag("first"))
        stack.callback(print, "called")
        if fails:
            raise KeyError("too early")
        moved = stack.pop_all()
        print("left")
    print("still open")
    moved.close()
    stack.close()


kept(False)
try:
    kept(True)
except KeyError as error:
    print("kept", error)
