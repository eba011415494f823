"""Accounts that refuse what they cannot do."""


class InsufficientFunds(Exception):
    def __init__(self, needed: int, available: int):
        super().__init__(f"need {needed}, have {available}")
        self.shortfall = needed - available


class Account:
    def __init__(self, owner: str, balance: int = 0):
        self.owner = owner
        self.balance = balance
        self.history: list[tuple[str, int]] = []

    def deposit(self, amount: int) -> None:
        if amount <= 0:
            raise ValueError(f"cannot deposit {amount}")
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount: int) -> None:
        if amount > self.balance:
            raise InsufficientFunds(amount, self.balance)
        self.balance -= amount
        self.history.append(("withdraw", amount))


def transfer(source: Account, target: Account, amount: int) -> bool:
    try:
        source.withdraw(amount)
    except InsufficientFunds as error:
        print(f"{source.owner} -> {target.owner}: {error} ({error.shortfall} short)")
        return False
    target.deposit(amount)
    return True


ann, bob = Account("Ann", 100), Account("Bob")
print(transfer(ann, bob, 70), transfer(ann, bob, 70))
try:
    bob.deposit(-5)
except ValueError as error:
    print("refused:", error)
for account in (ann, bob):
    print(f"{account.owner:<5}{account.balance:>6} {account.history}")
