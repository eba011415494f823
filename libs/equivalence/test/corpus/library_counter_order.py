from collections import Counter
d = Counter("aab"); e = Counter("aabbc")
print(d < e, d <= e, d > e, d >= e, d <= d, d < d, Counter() < d, Counter(a=1) <= Counter(b=1), Counter(a=0) <= Counter(), Counter(a=-1) < Counter())
