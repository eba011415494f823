book = {}
n = int(input())
for _ in range(n):
    name, number = input().split()
    book[name] = number
import sys
for line in sys.stdin:
    q = line.strip()
    if not q:
        continue
    if q in book:
        print(f"{q}={book[q]}")
    else:
        print("Not found")
print(len(book), sorted(book.items()))
