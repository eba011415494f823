print("late runs")
def value():
    return 42
