def make_account(balance):
    history = []

    def deposit(amount):
        nonlocal balance
        balance += amount
        history.append(balance)
        return balance

    def statement():
        return list(history), balance

    return deposit, statement


deposit, statement = make_account(10)
deposit(5)
deposit(20)
print(statement())


def averager():
    total = 0.0
    count = 0

    def add(value):
        nonlocal total, count
        total += value
        count += 1
        return total / count

    return add


average = averager()
print([average(v) for v in (10.0, 20.0, 60.0)])
