class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f"need {needed}, have {available}")
        self.needed = needed
        self.available = available
class Account:
    interest = 0.02
    _next_id = 1000
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.history = []
        self.id = Account._next_id
        Account._next_id += 1
    @property
    def balance(self):
        return self._balance
    @balance.setter
    def balance(self, value):
        if value < 0:
            raise ValueError("negative")
        self._balance = value
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("Deposit must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))
        return self
    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self.history.append(("withdraw", amount))
        return self
    @classmethod
    def from_string(cls, text):
        owner, bal = text.split(":")
        return cls(owner, float(bal))
    @staticmethod
    def valid(name):
        return name.isalpha()
    def __str__(self):
        return f"{self.__class__.__name__}({self.owner}, {self._balance:.2f})"
    def __lt__(self, other):
        return self._balance < other._balance
class Savings(Account):
    interest = 0.05
    def add_interest(self):
        self.deposit(self._balance * self.interest)
class Checking(Account):
    def __init__(self, owner, balance=0, limit=100):
        super().__init__(owner, balance)
        self.limit = limit
    def withdraw(self, amount):
        if amount > self._balance + self.limit:
            raise InsufficientFunds(amount, self._balance + self.limit)
        self._balance -= amount
        self.history.append(("withdraw", amount))
        return self
accts = [Savings("ann", 100), Checking("bob", 50), Account.from_string("cat:75.5")]
accts[0].add_interest()
accts[0].deposit(10).withdraw(5)
accts[1].withdraw(120)
for a in sorted(accts):
    print(a, a.id, a.history)
for a, amt in zip(accts, (1000, 31, 80)):
    try:
        a.withdraw(amt)
    except InsufficientFunds as e:
        print(type(e).__name__, e, e.needed - e.available)
try:
    accts[2].balance = -1
except ValueError as e:
    print("bad:", e)
accts[2].balance = 5
print(accts[2].balance, Account.valid("x1"), Savings.valid("abc"))
print(sum(a.balance for a in accts) > 0, max(accts).owner, isinstance(accts[1], Savings))
