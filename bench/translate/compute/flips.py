"""Permutations turned over until a one is on top: small lists of ints."""


def fannkuch(n):
    order = list(range(n))
    counts = [0] * n
    checksum = 0
    most = 0
    sign = 1
    left = n
    while True:
        while left != 1:
            counts[left - 1] = left
            left -= 1
        if order[0] != 0:
            row = order[:]
            flips = 0
            first = row[0]
            while first:
                row[: first + 1] = row[first::-1]
                flips += 1
                first = row[0]
            if flips > most:
                most = flips
            checksum += sign * flips
        sign = -sign
        while True:
            if left == n:
                return checksum, most
            top = order[0]
            for i in range(left):
                order[i] = order[i + 1]
            order[left] = top
            counts[left] -= 1
            if counts[left] > 0:
                break
            left += 1


def main():
    for n in (7, 8, 9):
        fannkuch(n)
    for n in (7, 8, 9, 9):
        checksum, most = fannkuch(n)
        print(n, checksum, most)


main()
