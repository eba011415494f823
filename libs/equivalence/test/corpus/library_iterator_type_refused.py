import itertools

try:
    print(len(itertools.chain([1])))
except TypeError as e:
    print("no")
