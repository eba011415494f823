"""Variables of a module named like built-ins that its functions still call, before the variables are bound."""


def find_max(nums):
    return max(nums)


def average(*nums):
    return sum(nums) / len(nums)


def show(items):
    for i in range(len(items)):
        print(i, items[i])


def nested():
    def inner():
        return [sum(x) for x in [[1], [2, 3]]]

    return inner()


class Row:
    def total(self, *items):
        return sum(items) + len(items)


nums = [1, 5, 2]
show(["a"])
print(nested(), Row().total(1, 2), average(3, 4))
max = find_max(nums)
len = 4
for id in nums:
    print(id, end=" ")
print(id, max, len)
input = min(nums)


def shown(s):
    return [s * c for c in range(input)]


print(shown(3))
if __name__ == "__main__":
    sum = 0
    for i in nums:
        sum += i
    print(sum)
