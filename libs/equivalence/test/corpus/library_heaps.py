import heapq, bisect
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
h = [5, 1, 9, 3]; heapq.heapify(h); print(h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), h, heapq.nsmallest(2, h), heapq.nlargest(10, h), heapq.nsmallest(0, h), heapq.nlargest(-1, h))
t(lambda: heapq.heappop([0][:0]))
t(lambda: heapq.heapreplace([0][:0], 1))
print(heapq.heappushpop([1][:0], 4), heapq.nlargest(2, ["bb", "a", "ccc"], key=len), heapq.nsmallest(2, [(2, "b"), (1, "z"), (1, "a")]), list(heapq.merge([1, 4], [2, 3], reverse=False)))
xs = [1, 2, 2, 3]; print(bisect.bisect(xs, 2), bisect.bisect_left(xs, 2), bisect.bisect_right(xs, 2, 0, 2), bisect.bisect_left(xs, 9), bisect.bisect(xs, 0), bisect.bisect_left(xs, 2.5), bisect.bisect(xs, 2, lo=3), bisect.bisect_left([], 1))
bisect.insort(xs, 2); bisect.insort_left(xs, 0); print(xs); bisect.insort(xs, 3.5); print(xs)
t(lambda: bisect.bisect(xs, 1, -1))
words = ["apple", "fig"]; bisect.insort(words, "banana"); print(words, bisect.bisect_left(words, "b"))
rows = [(1, "a"), (3, "c")]; print(bisect.bisect_left(rows, (2,)), bisect.bisect(rows, (3, "c")))
