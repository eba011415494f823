import abc
class A(metaclass=abc.ABCMeta):
    @classmethod
    def __subclasshook__(cls, C): return hasattr(C, "f")
class B:
    def f(self): pass
print(issubclass(B, A), isinstance(B(), A))
