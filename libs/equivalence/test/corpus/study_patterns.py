"""State machines, observers, strategies: pattern tutorials."""
from __future__ import annotations
from typing import Callable, Optional, Any
from abc import ABC, abstractmethod


class State(ABC):
    @abstractmethod
    def handle(self, ctx: Context, ch: str) -> State: ...

    def __repr__(self) -> str:
        return self.__class__.__name__


class Start(State):
    def handle(self, ctx: Context, ch: str) -> State:
        if ch.isdigit():
            ctx.buf += ch
            return InNumber()
        if ch.isalpha():
            ctx.buf += ch
            return InWord()
        return self


class InNumber(State):
    def handle(self, ctx: Context, ch: str) -> State:
        if ch.isdigit():
            ctx.buf += ch
            return self
        ctx.emit("num")
        return Start().handle(ctx, ch)


class InWord(State):
    def handle(self, ctx: Context, ch: str) -> State:
        if ch.isalnum():
            ctx.buf += ch
            return self
        ctx.emit("word")
        return Start().handle(ctx, ch)


class Context:
    def __init__(self) -> None:
        self.state: State = Start()
        self.buf = ""
        self.out: list[tuple[str, str]] = []

    def emit(self, kind: str) -> None:
        self.out.append((kind, self.buf))
        self.buf = ""

    def feed(self, text: str) -> list[tuple[str, str]]:
        for ch in text + " ":
            self.state = self.state.handle(self, ch)
        return self.out


class Subject:
    def __init__(self) -> None:
        self._observers: list[Observer] = []
        self._value = 0

    def attach(self, o: Observer) -> Callable[[], None]:
        self._observers.append(o)

        def detach() -> None:
            self._observers.remove(o)
        return detach

    @property
    def value(self) -> int:
        return self._value

    @value.setter
    def value(self, v: int) -> None:
        old, self._value = self._value, v
        for o in self._observers:
            o.update(old, v)


class Observer(ABC):
    @abstractmethod
    def update(self, old: int, new: int) -> None:
        raise NotImplementedError


class Logger(Observer):
    def __init__(self, prefix: str = "log"):
        self.prefix = prefix
        self.lines: list[str] = []

    def update(self, old: int, new: int) -> None:
        self.lines.append(f"{self.prefix}: {old}->{new}")


class Summer(Observer):
    total = 0

    def update(self, old: int, new: int) -> None:
        self.total += new


class Command:
    def __init__(self, do: Callable[[list[int]], Any], undo: Callable[[list[int]], Any]):
        self.do, self.undo = do, undo


class Editor:
    def __init__(self):
        self.items: list[int] = []
        self.done: list[Command] = []
        self.undone: list[Command] = []

    def run(self, c: Command) -> None:
        c.do(self.items)
        self.done.append(c)
        self.undone.clear()

    def undo(self) -> bool:
        if not self.done:
            return False
        c = self.done.pop()
        c.undo(self.items)
        self.undone.append(c)
        return True

    def redo(self) -> bool:
        if not self.undone:
            return False
        c = self.undone.pop()
        c.do(self.items)
        self.done.append(c)
        return True


class Handler:
    def __init__(self, nxt: Optional[Handler] = None):
        self.nxt = nxt

    def handle(self, n: int) -> Optional[str]:
        if self.nxt:
            return self.nxt.handle(n)
        return None


class Even(Handler):
    def handle(self, n: int) -> Optional[str]:
        return f"even {n}" if n % 2 == 0 else super().handle(n)


class Big(Handler):
    def handle(self, n: int) -> Optional[str]:
        return f"big {n}" if n > 10 else super().handle(n)


if __name__ == "__main__":
    ctx = Context()
    print(ctx.feed("abc 123 d4e 5f"), ctx.state)
    s = Subject()
    l, m = Logger(), Summer()
    off = s.attach(l)
    s.attach(m)
    s.value = 5
    s.value += 2
    off()
    s.value = 100
    print(l.lines, m.total, Summer.total, s.value)
    ed = Editor()
    for i in range(3):
        ed.run(Command(lambda xs, i=i: xs.append(i), lambda xs: xs.pop()))
    print(ed.items, ed.undo(), ed.items, ed.redo(), ed.items, ed.redo())
    chain = Even(Big())
    print([chain.handle(n) for n in (2, 11, 3)])
    strategies: dict[str, Callable[[float], float]] = {"double": lambda p: p * 2, "half": lambda p: p / 2, "abs": abs}
    print({k: f(-3) for k, f in strategies.items()})
