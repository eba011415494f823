def f(x: int = 1) -> str:
    return str(x)


f.__annotations__["x"] = float
print(f.__annotations__)
