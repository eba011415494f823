ROMAN = [('M', 1000), ('CM', 900), ('D', 500), ('CD', 400), ('C', 100), ('XC', 90), ('L', 50), ('XL', 40), ('X', 10), ('IX', 9), ('V', 5), ('IV', 4), ('I', 1)]

def to_roman(n):
    if not 0 < n < 4000:
        raise ValueError('out of range: %r' % n)
    res = []
    for sym, val in ROMAN:
        count, n = divmod(n, val)
        res.append(sym * count)
    return ''.join(res)

def from_roman(s):
    total = i = 0
    for sym, val in ROMAN:
        while s[i:i + len(sym)] == sym:
            total += val
            i += len(sym)
    return total

ONES = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split()
TENS = [None, None] + 'twenty thirty forty fifty sixty seventy eighty ninety'.split()

def say(n):
    if n < 0:
        return 'minus ' + say(-n)
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + ('-' + ONES[n % 10] if n % 10 else '')
    if n < 1000:
        return ONES[n // 100] + ' hundred' + (' and ' + say(n % 100) if n % 100 else '')
    for power, name in ((10 ** 9, 'billion'), (10 ** 6, 'million'), (10 ** 3, 'thousand')):
        if n >= power:
            rest = n % power
            return say(n // power) + ' ' + name + (' ' + say(rest) if rest else '')

for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999):
    r = to_roman(n)
    assert from_roman(r) == n
    print(n, r, end='; ')
print()
for n in (0, 7, 13, 21, 100, 115, 342, 1001, 1234567, -5, 10 ** 9):
    print(n, '=', say(n))
for bad in (0, 4000, -1):
    try:
        to_roman(bad)
    except ValueError as e:
        print(e)
