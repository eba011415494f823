class BadValue(ValueError):
    def __init__(self, value):
        super().__init__(f"bad value {value}")
        self.value = value
def check(v):
    if v < 0:
        raise BadValue(v)
    return v
_hidden = 3
