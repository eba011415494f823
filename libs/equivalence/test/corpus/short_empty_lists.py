def is_valid(s):
    pairs = {')': '(', ']': '[', '}': '{'}
    st = []
    for c in s:
        if c in pairs.values():
            st.append(c)
        elif c in pairs:
            if not st or st.pop() != pairs[c]:
                return False
    return not st


def two_sum(nums, target):
    seen = {}
    for i, n in enumerate(nums):
        if target - n in seen:
            return [seen[target - n], i]
        seen[n] = i


def missing(nums): return (set(range(len(nums) + 1)) - set(nums)).pop()


def rotate(l, k): return l[-k % len(l):] + l[:-k % len(l)] if l else l


print(is_valid("([]{})"), is_valid("(]"), two_sum([2, 7, 11], 9), two_sum([1], 5), missing([0, 2]), rotate([1, 2, 3, 4], 1), rotate([], 3))
