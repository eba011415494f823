PRICES = {'apple': 0.5, 'banana': 0.25, 'cherry': 3}

def parse_order(line):
    parts = line.split(',')
    order = {}
    for p in parts:
        name, _, qty = p.strip().partition(' x')
        order[name] = order.get(name, 0) + (int(qty) if qty else 1)
    return order

def total(order, prices=PRICES, discount=None):
    s = sum(prices[k] * v for k, v in order.items())
    if discount:
        s = discount(s)
    return round(s, 2)

def percent_off(p):
    def apply(amount):
        return amount * (1 - p / 100)
    return apply

orders = ['apple x3, banana x10', 'cherry', 'apple, apple, cherry x2', 'durian x1', 'banana xq']
for line in orders:
    try:
        o = parse_order(line)
        print(o, total(o), total(o, discount=percent_off(10)), total(o, {**PRICES, 'apple': 1}))
    except KeyError as e:
        print('no such item', e)
    except ValueError as e:
        print('bad quantity:', e)
report = sorted(((total({k: 1}), k) for k in PRICES), reverse=True)
for price, name in report:
    print(f'{name:.<12}{price:>8.2f}')
stock = dict.fromkeys(PRICES, 10)
stock['apple'] -= 3
stock['cherry'] //= 3
low = [n for n in stock if stock[n] < 5] or ['none']
print(stock, low)
