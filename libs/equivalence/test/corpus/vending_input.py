balance = 0
while True:
    try:
        line = input()
    except EOFError:
        break
    cmd, *args = line.split()
    if cmd == "add":
        balance += int(args[0])
        print("balance", balance)
    elif cmd == "buy":
        item, price = args[0], float(args[1])
        if price > balance:
            print("need", price - balance, "more")
        else:
            balance -= price
            print(f"bought {item}, left {balance:.2f}")
    elif cmd == "quit":
        print("bye")
        break
    else:
        print("unknown:", line)
print("final", balance)
