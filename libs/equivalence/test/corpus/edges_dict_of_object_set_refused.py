class Borg:
    _shared = {}

    def __init__(self):
        self.__dict__ = self._shared


first, second = Borg(), Borg()
first.x = 5
print(second.x)
