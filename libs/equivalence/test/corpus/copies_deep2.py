import copy
from collections import defaultdict
x = defaultdict(list)
x["a"].append(1)
y = copy.deepcopy(x)
y["a"].append(2); y["b"].append(1)
print(x, y)
