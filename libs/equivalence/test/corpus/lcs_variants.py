def lcs_len(a, b):
    prev = [0] * (len(b) + 1)
    for x in a:
        cur = [0]
        for j, y in enumerate(b):
            cur.append(prev[j] + 1 if x == y else max(prev[j + 1], cur[j]))
        prev = cur
    return prev[-1]

def longest_palindrome(s):
    best = ""
    for i in range(len(s)):
        for l, r in ((i, i), (i, i + 1)):
            while l >= 0 and r < len(s) and s[l] == s[r]:
                l -= 1
                r += 1
            if r - l - 1 > len(best):
                best = s[l + 1:r]
    return best

def max_subarray(nums):
    best = cur = nums[0]
    start = s = e = 0
    for i, x in enumerate(nums[1:], 1):
        if cur < 0:
            cur = x
            s = i
        else:
            cur += x
        if cur > best:
            best, start, e = cur, s, i
    return best, nums[start:e + 1]

def unique_window(s):
    last = {}
    start = best = 0
    for i, c in enumerate(s):
        if c in last and last[c] >= start:
            start = last[c] + 1
        last[c] = i
        best = max(best, i - start + 1)
    return best

def two_sum(nums, target):
    seen = {}
    for i, n in enumerate(nums):
        if target - n in seen:
            return [seen[target - n], i]
        seen[n] = i

def three_sum(nums):
    nums.sort()
    res = set()
    for i in range(len(nums) - 2):
        l, r = i + 1, len(nums) - 1
        while l < r:
            t = nums[i] + nums[l] + nums[r]
            if t == 0:
                res.add((nums[i], nums[l], nums[r]))
                l += 1
            elif t < 0:
                l += 1
            else:
                r -= 1
    return sorted(res)

def trap(h):
    l, r = 0, len(h) - 1
    lm = rm = water = 0
    while l < r:
        if h[l] < h[r]:
            lm = max(lm, h[l])
            water += lm - h[l]
            l += 1
        else:
            rm = max(rm, h[r])
            water += rm - h[r]
            r -= 1
    return water

def merge_intervals(iv):
    out = []
    for s, e in sorted(iv):
        if out and s <= out[-1][1]:
            out[-1][1] = max(out[-1][1], e)
        else:
            out.append([s, e])
    return out

def group_by_len(words):
    d = {}
    for w in words:
        d[len(w)] = d.get(len(w), []) + [w]
    return d

def climb(n, memo={}):
    if n in memo: return memo[n]
    if n <= 2: return n
    memo[n] = climb(n - 1, memo) + climb(n - 2, memo)
    return memo[n]

print(lcs_len("AGGTAB", "GXTXAYB"), lcs_len([1, 2, 3], [2, 3, 4]))
print(longest_palindrome("babad"), longest_palindrome("cbbd"), repr(longest_palindrome("")))
print(max_subarray([-2, 1, -3, 4, -1, 2, 1, -5, 4]), max_subarray([-3, -1]))
print(unique_window("abcabcbb"), two_sum([2, 7, 11, 15], 9), two_sum([1], 5))
print(three_sum([-1, 0, 1, 2, -1, -4]), trap([0, 1, 0, 2, 1, 0, 1, 3, 2, 1, 2, 1]))
print(merge_intervals([(1, 3), (2, 6), (8, 10), (15, 18)]), group_by_len("a bb cc d".split()), climb(50))
