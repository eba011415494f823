/** Context managers of `contextlib`, as Python. */
export const CONTEXTS = `
from abc import ABC, abstractmethod
from functools import wraps


class AbstractContextManager(ABC):
    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None


class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, kind, error, trace):
        self.thing.close()


class ExitStack:
    def __init__(self):
        self._exits = []

    def __enter__(self):
        return self

    def enter_context(self, manager):
        value = manager.__enter__()

        def leave(kind, error, trace):
            return manager.__exit__(kind, error, trace)

        self._exits.append(leave)
        return value

    def push(self, exit):
        if hasattr(exit, "__exit__"):
            self._exits.append(exit.__exit__)
        else:
            self._exits.append(exit)
        return exit

    def callback(self, callback, /, *args, **kwds):
        def leave(kind, error, trace):
            callback(*args, **kwds)
            return False

        self._exits.append(leave)
        return callback

    def pop_all(self):
        moved = ExitStack()
        moved._exits, self._exits = self._exits, moved._exits
        return moved

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, kind, error, trace):
        received = kind is not None
        swallowed = False
        raised = []
        while self._exits:
            leave = self._exits.pop()
            try:
                if leave(kind, error, trace):
                    swallowed = True
                    raised = []
                    kind, error, trace = None, None, None
            except BaseException as new:
                raised = [new]
                kind, error = type(new), new
        if raised:
            raise raised[0]
        return received and swallowed
`;
