"""Properties of a class's parents, asked for by super()."""


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise ValueError("insufficient")
        self._balance = value

    @property
    def label(self):
        return f"{type(self).__name__} of {self.owner}"

    @property
    def kind(self):
        return "plain"


class Checking(Account):
    def __init__(self, owner, balance=0, *, overdraft=100):
        super().__init__(owner, balance)
        self.overdraft = overdraft

    @property
    def balance(self):
        return super().balance

    @balance.setter
    def balance(self, value):
        if value < -self.overdraft:
            raise ValueError("overdraft limit")
        self._balance = value

    @property
    def label(self):
        return super().label + f" ({self.overdraft})"


class Joint(Checking):
    @property
    def label(self):
        return super(Joint, self).label.upper()

    @property
    def kind(self):
        return f"joint {super().kind} {self.describe()}"

    def describe(self):
        return len(super().label)


for account in (Account("ann", 5), Checking("bob", 50, overdraft=20), Joint("cyd", 1)):
    account.balance -= 15 if account.owner != "ann" else 1
    print(account.balance, account.label, account.kind)
    try:
        account.balance = -500
    except ValueError as error:
        print(error)
