"""Text taken apart and put together: a cipher, a run-length code, palindromes and edit distance."""


def shift(text, by):
    out = []
    for c in text:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - ord("a") + by) % 26 + ord("a")))
        else:
            out.append(c)
    return "".join(out)


def packed(text):
    out = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out += text[i] + str(j - i)
        i = j
    return out


def unpacked(code):
    out = []
    i = 0
    while i < len(code):
        letter = code[i]
        i += 1
        digits = ""
        while i < len(code) and code[i].isdigit():
            digits += code[i]
            i += 1
        out.append(letter * int(digits))
    return "".join(out)


def longest_palindrome(text):
    best = ""
    for middle in range(len(text)):
        for low, high in ((middle, middle), (middle, middle + 1)):
            while low >= 0 and high < len(text) and text[low] == text[high]:
                low -= 1
                high += 1
            if high - low - 1 > len(best):
                best = text[low + 1 : high]
    return best


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


line = "the quick brown fox jumps over the lazy dog and runs away "
long = line * 12_000
for by in (3, 11, 25):
    moved = shift(long, by)
    print(moved[:40], shift(moved, -by) == long)
for count in (2_000, 10_000, 30_000):
    runs = "".join(chr(97 + i % 7) * (i % 9 + 1) for i in range(count))
    code = packed(runs)
    print(len(runs), len(code), unpacked(code) == runs)
for times in (20, 40, 80, 160):
    print(longest_palindrome("abacabadabacaba" * times + "xyzzyx" * 2 * times)[:30])
for times in (2, 6, 12, 18, 24):
    print(distance(line * times, line[::-1] * times))
rows = [f"{i:>6} {i * i:<12} {i / 7:.3f}" for i in range(150_000)]
print(len("\n".join(rows)), rows[-1])
