def heap_permutations(items: list) -> list:
    out = []

    def generate(k, arr):
        if k == 1:
            out.append(arr[:])
            return
        generate(k - 1, arr)
        for i in range(k - 1):
            j = i if k % 2 == 0 else 0
            arr[j], arr[k - 1] = arr[k - 1], arr[j]
            generate(k - 1, arr)

    generate(len(items), list(items))
    return out


def subsets(items):
    result = [[]]
    for item in items:
        result += [subset + [item] for subset in result]
    return result


def next_permutation(a):
    i = len(a) - 2
    while i >= 0 and a[i] >= a[i + 1]:
        i -= 1
    if i < 0:
        a.reverse()
        return False
    j = len(a) - 1
    while a[j] <= a[i]:
        j -= 1
    a[i], a[j] = a[j], a[i]
    a[i + 1:] = reversed(a[i + 1:])
    return True


print(sorted(heap_permutations([1, 2, 3])), subsets("ab"), len(subsets([1, 2, 3, 4])))
a = [1, 2, 3]
while next_permutation(a):
    print(a)
print(a)
