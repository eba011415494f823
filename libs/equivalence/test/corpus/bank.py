class InsufficientFunds(Exception):
    def __init__(self, balance, amount):
        super().__init__(f"balance {balance} < {amount}")
        self.balance = balance
        self.amount = amount

class Account:
    _next_id = 1000

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.id = Account._next_id
        Account._next_id += 1
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("deposit must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(self.balance, amount)
        self.balance -= amount
        self.history.append(("withdraw", amount))

    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"

class Savings(Account):
    def __init__(self, owner, balance=0, rate=0.02):
        super().__init__(owner, balance)
        self.rate = rate

    def add_interest(self):
        interest = self.balance * self.rate
        self.deposit(interest)
        return interest

class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, acct):
        self.accounts[acct.id] = acct
        return acct.id

    def transfer(self, src, dst, amount):
        try:
            self.accounts[src].withdraw(amount)
        except InsufficientFunds as e:
            print("failed:", e, e.balance, e.amount)
            return False
        else:
            self.accounts[dst].deposit(amount)
            return True
        finally:
            print("transfer attempted")

bank = Bank()
a = bank.open(Account("Ann", 100))
b = bank.open(Savings("Bob", 50, rate=0.1))
print(bank.transfer(a, b, 30))
print(bank.transfer(a, b, 300))
print(bank.accounts[b].add_interest())
for k, v in bank.accounts.items():
    print(k, v, v.history)
try:
    bank.transfer(1, 2, 3)
except KeyError as e:
    print("KeyError", e)
