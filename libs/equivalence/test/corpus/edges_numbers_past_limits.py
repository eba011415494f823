"""Numbers past what fits a machine's word: what is raised, and the limit of digits that a program may set."""

import sys


def told(of, *args):
    try:
        print(of(*args))
    except (ValueError, OverflowError, MemoryError, TypeError) as error:
        print(type(error).__name__, error)


for code in (2**31, 2**63, -(2**31) - 1, -(2**63) - 1, -1, 0x110000, 2**31 - 1, 97):
    told(chr, code)
for count in (2**70, 2**68, 2**64, -1, 3):
    told(lambda: 1 << count)
    told(lambda: 0 << count if count > 0 else 0)

print(sys.get_int_max_str_digits())
for digits in (5, -1, 700, 0, 2**40, 640):
    told(sys.set_int_max_str_digits, digits)
    print(sys.get_int_max_str_digits())
told(int, "9" * 641)
sys.set_int_max_str_digits(10000)
power = 7**9999
print(power % 10**20, len(str(power)), int(str(power)) == power)
sys.set_int_max_str_digits(0)
print(len(str(3**30000)), len(f"{10**12000}"))
