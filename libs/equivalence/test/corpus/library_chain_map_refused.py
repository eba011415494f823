from collections import ChainMap
print(ChainMap({"a": 1}) | {"b": 2})
