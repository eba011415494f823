n = int(input())
numbers = list(map(int, input().split()))
print(n, numbers, max(numbers) - min(numbers))
name = input("name? ")
print("hello", name)
try:
    input()
except EOFError as e:
    print("EOF", e)
