"""Bank account simulation, inheritance, properties, class methods, static methods, exceptions chain"""
from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from decimal import Decimal


class BankError(Exception):
    """Base"""


class InsufficientFunds(BankError):
    def __init__(self, balance: Decimal, amount: Decimal) -> None:
        self.balance = balance
        self.amount = amount
        super().__init__(f"need {amount - balance} more")

    @property
    def missing(self) -> Decimal:
        return self.amount - self.balance


class AccountLocked(BankError):
    code = 423

    def __str__(self) -> str:
        return f"[{self.code}] {self.args[0]} is locked"


class Account(ABC):
    _ids = itertools.count(1000)
    registry: dict[int, "Account"] = {}
    interest = Decimal("0.00")

    def __init__(self, owner: str, balance: Decimal | int | str = 0) -> None:
        self.id = next(self._ids)
        self.owner = owner
        self._balance = Decimal(balance)
        self._history: list[tuple[str, Decimal]] = []
        self.locked = False
        Account.registry[self.id] = self

    @property
    def balance(self) -> Decimal:
        return self._balance

    @balance.setter
    def balance(self, value: Decimal) -> None:
        if value < self.floor():
            raise InsufficientFunds(self._balance, self._balance - value)
        self._balance = value

    @abstractmethod
    def floor(self) -> Decimal: ...

    def deposit(self, amount: Decimal | int) -> "Account":
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += Decimal(amount)
        self._history.append(("in", Decimal(amount)))
        return self

    def withdraw(self, amount: Decimal | int) -> "Account":
        if self.locked:
            raise AccountLocked(self.owner)
        self.balance -= Decimal(amount)
        self._history.append(("out", Decimal(amount)))
        return self

    @classmethod
    def find(cls, id_: int) -> "Account":
        try:
            return cls.registry[id_]
        except KeyError:
            raise BankError(f"no account {id_}") from None

    @staticmethod
    def fmt(x: Decimal) -> str:
        return f"${x:,.2f}"

    def accrue(self) -> None:
        self._balance += (self._balance * self.interest).quantize(Decimal("0.01"))

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self.owner!r}, {self.fmt(self._balance)})"

    def __lt__(self, other: "Account") -> bool:
        return self._balance < other._balance

    def __iadd__(self, amount: int) -> "Account":
        self.deposit(amount)
        return self

    def __enter__(self) -> "Account":
        self.locked = True
        return self

    def __exit__(self, *args: object) -> None:
        self.locked = False


class Checking(Account):
    def floor(self) -> Decimal:
        return Decimal(-100)


class Savings(Account):
    interest = Decimal("0.025")

    def floor(self) -> Decimal:
        return Decimal(0)

    def withdraw(self, amount: Decimal | int) -> "Account":
        print("penalty check for", self.owner)
        return super().withdraw(amount)


def transfer(a: Account, b: Account, amount: int) -> bool:
    before = a.balance
    try:
        a.withdraw(amount)
        b.deposit(amount)
    except InsufficientFunds as e:
        print("transfer failed:", e, e.missing, e.args)
        return False
    except BankError as e:
        raise RuntimeError("transfer aborted") from e
    else:
        print("moved", before - a.balance)
    finally:
        print("audit", a, b)
    return True


def main() -> None:
    alice, bob = Checking("alice", 250), Savings("bob", "1000.10")
    print(transfer(alice, bob, 300), transfer(alice, bob, 300))
    bob += 50
    bob.accrue()
    print(bob, alice < bob, max(alice, bob), sorted([bob, alice]))
    try:
        with bob as b:
            transfer(b, alice, 1)
    except RuntimeError as e:
        print(type(e).__name__, e, "<-", repr(e.__cause__), str(e.__cause__))
    for ident in (1001, 5):
        try:
            print(Account.find(ident))
        except BankError as e:
            print(e, e.__cause__, isinstance(e, InsufficientFunds))
    try:
        alice.deposit(-5)
    except (ValueError, TypeError) as e:
        print(e)
    try:
        Account("x")
    except TypeError as e:
        print(e)
    print(bob._history, len(Account.registry), [a.owner for a in Account.registry.values()])
    raise InsufficientFunds(Decimal(1), Decimal(3))


if __name__ == "__main__":
    main()
