"""Normal distributions, lines through points, colours, angles drawn; errors of modules that a program raises itself."""

import binascii
import colorsys
import random
import statistics
import struct
from statistics import NormalDist, StatisticsError

heights = NormalDist(100, 15)
print(heights, heights.mean, heights.stdev, heights.variance, heights.median, heights.mode)
for p in (1e-20, 1e-9, 0.001, 0.07, 0.2, 0.5, 0.6, 0.93, 0.999, 1 - 1e-12):
    print(p, heights.inv_cdf(p), NormalDist().inv_cdf(p))
print(heights.cdf(115), heights.pdf(100), heights.quantiles(10), heights.zscore(130))
print(heights + 5, heights * 2, heights / 3, -heights, 3 + heights, 5 - heights, heights - 1, heights + NormalDist(1, 2), 2 * heights)
print(heights == NormalDist(100.0, 15), heights == NormalDist(1, 2), {heights: 1}[NormalDist(100, 15)])
print(heights.overlap(NormalDist(110, 10)), NormalDist(0, 1).overlap(NormalDist(1, 1)))
print(NormalDist.from_samples([1.5, 2.5, 4.0, 3.5]), heights.samples(3, seed=5))
for attempt in (lambda: NormalDist(1, -1), lambda: heights.inv_cdf(2.0), lambda: NormalDist(1, 0).cdf(2)):
    try:
        attempt()
    except StatisticsError as error:
        print(error)

line = statistics.linear_regression([1, 2, 3], [2.0, 4.5, 6.1])
print(line, line.slope)
slope, intercept = statistics.linear_regression([1.5, 2.5, 4.0, 7.25], [2, 4, 6, 9], proportional=True)
print(slope, intercept)
for xs, ys in (([1, 1], [2, 3]), ([1], [2, 3]), ([1], [2])):
    try:
        statistics.linear_regression(xs, ys)
    except StatisticsError as error:
        print(error)
print(statistics.median_grouped([52, 52, 53, 54]), statistics.median_grouped([1, 3, 3, 5, 7], interval=2))

for colour in ((0.1, 0.2, 0.3), (1.0, 0.0, 0.5), (0.5, 0.5, 0.5), (0.9, 0.3, 0.1)):
    print(colorsys.rgb_to_hsv(*colour), colorsys.rgb_to_hls(*colour), colorsys.rgb_to_yiq(*colour))
    print(colorsys.hsv_to_rgb(*colour), colorsys.hls_to_rgb(*colour), colorsys.yiq_to_rgb(*colour))

source = random.Random(7)
print([round(source.vonmisesvariate(1.0, kappa), 9) for kappa in (0.0, 0.5, 1.0, 4.0, 50.0)])


def fail(how):
    if how == "base64":
        raise binascii.Error("not enough", 3)
    if how == "struct":
        raise struct.error
    if how == "statistics":
        raise StatisticsError(f"no {how}")
    return how


for how in ("base64", "struct", "statistics", "nothing"):
    try:
        print(fail(how))
    except ValueError as error:
        print("value", type(error).__name__, error, error.args)
    except Exception as error:
        print("other", repr(error))
raise StatisticsError("at the end")
