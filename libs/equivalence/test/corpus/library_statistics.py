import statistics as s
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
print(s.mean([1,2,3,4]), s.mean([1,2]), s.mean([10**20, 1]), s.mean([0.1]*3), s.median([3]), s.median([1,3,2,4]), s.mode([1,1,2,2]), s.pstdev([5]), s.variance([1,2]), s.stdev([1.5,2.5,4]), s.pvariance([1,1]), s.mean([True, False]), s.fmean([1, 2, 3.5]))
for data in ([], [1]):
    try: print(s.stdev(data))
    except s.StatisticsError as e: print(e)
    try: print(s.mean(data))
    except s.StatisticsError as e: print(e)
    try: print(s.median(data))
    except s.StatisticsError as e: print(e)
    try: print(s.mode(data))
    except s.StatisticsError as e: print(e)
print(s.mean([1e308, 1e308]), s.median([1.5, 2]), s.quantiles([1, 2, 3, 4], n=4, method="inclusive"), s.multimode([]), s.harmonic_mean([1, 2, 4]), s.geometric_mean([1.0, 8.0]), s.stdev([10**10, 10**10 + 2]), s.variance([0.1, 0.2, 0.3]), s.pvariance([1, 2, 3, 4]))
