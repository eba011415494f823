def find_pair(numbers, target):
    seen = {}
    for i, n in enumerate(numbers):
        if target - n in seen:
            return seen[target - n], i
        seen[n] = i
    return None


def first_repeat(text):
    for i, ch in enumerate(text):
        if ch in text[:i]:
            return ch
    return ""


print(find_pair([2, 7, 11, 15], 9), find_pair([1, 2], 100), first_repeat("abcab"), repr(first_repeat("xyz")))
pair = find_pair([3, 3], 6)
if pair is not None:
    i, j = pair
    print(i + j)
