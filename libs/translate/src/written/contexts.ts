/** Context managers of `contextlib`, as Python. */
export const CONTEXTS = `
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
        self._exits.append(manager.__exit__)
        return value

    def push(self, manager):
        self._exits.append(manager.__exit__)
        return manager

    def callback(self, call, *args):
        def leave(kind, error, trace):
            call(*args)
            return False

        self._exits.append(leave)
        return call

    def close(self):
        while self._exits:
            self._exits.pop()(None, None, None)

    def __exit__(self, kind, error, trace):
        swallowed = False
        while self._exits:
            leave = self._exits.pop()
            if swallowed:
                leave(None, None, None)
            elif leave(kind, error, trace):
                swallowed = True
        return swallowed and kind is not None
`;
