class Reads:
    def __getitem__(self, key):
        return key


class Sets:
    def __setitem__(self, key, value):
        print("set", key, value)


class Deletes:
    def __delitem__(self, key):
        print("del", key)


class Both(Sets, Deletes):
    pass


def deleting(x):
    try:
        del x[1]
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


def setting(x):
    try:
        x[1] = 2
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


for each in (Reads(), Sets(), Deletes(), Both()):
    deleting(each)
    setting(each)
deleting(Reads())
setting(Deletes())
del Reads()[0]
