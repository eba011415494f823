"""Settings."""
LIMIT = 10
names = ["x", "y"]
print("config runs", __name__)
def show():
    print("config", LIMIT, names)
