try:
    print(len(map(str, [1])))
except TypeError as e:
    print("no")
