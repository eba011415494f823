class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, needed, available):
        super().__init__(f"need {needed}, have {available}")
        self.needed = needed
        self.available = available


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(amount, self.balance)
        self.balance -= amount
        return self.balance


account = Account("Ann", 100)
print(account.withdraw(30))
try:
    account.withdraw(500)
except InsufficientFunds as e:
    print(e, e.needed - e.available)
try:
    raise BankError("closed")
except BankError as e:
    print("bank:", e)
account.withdraw(1000)
