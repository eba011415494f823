import statistics as st
from statistics import mean, median, variance, harmonic_mean


def told(values):
    return mean(values), median(values), st.pvariance(values), harmonic_mean(values)


print(told([1, 2, 3, 4]), told([1.5, 2, 3]), told([2.0, 4]), told([1, 2.5, 4, 10]), told([1.0, 3.0]))
shrinking = [3, 1, 2.0]
shrinking.pop()
print(mean(shrinking), median(shrinking), variance(shrinking), harmonic_mean(shrinking), st.stdev(shrinking))
print(mean([True, 2.5, 3]), mean([x / 2 if x % 2 else x // 2 for x in range(6)]), median([7, 1.5, 3]), median([7]))
print(harmonic_mean([0, 2.5]), harmonic_mean([2, 2.5]), harmonic_mean([7] or [1.5]), variance([1, 2, 4, 5.0]))
print(st.pvariance([1, 3] + [2.0][:0]), st.variance([2, 4] + [2.0][:0]), median([2**70, 1.5, 2**70 + 2]))
for wrong in ([], [1]):
    try:
        print(variance(wrong + [2.5][:0]))
    except st.StatisticsError as e:
        print(e)
try:
    median([] if wrong else [1, 2.5])
except st.StatisticsError as e:
    print(e)
