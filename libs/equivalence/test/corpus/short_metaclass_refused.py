class Kinds(type):
    def __instancecheck__(cls, other):
        return True


class Any(metaclass=Kinds):
    pass


print(isinstance(3, Any))
