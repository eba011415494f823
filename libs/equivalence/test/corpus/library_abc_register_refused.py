from abc import ABC
class A(ABC): pass
class B: pass
A.register(B)
print(isinstance(B(), A))
