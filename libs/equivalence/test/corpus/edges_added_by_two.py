def first(cls):
    old = cls.go

    def go(self):
        return "1" + old(self)

    cls.go = go
    return cls


def second(cls):
    old = cls.go

    def go(self):
        return "2" + old(self)

    cls.go = go
    return cls


@first
@second
class Both:
    def go(self):
        return "0"


print(Both().go())


class Plain:
    def go(self, x):
        q = x
        return sorted(locals())


print(Plain().go(1))
