class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print([c.__name__ for c in D.__mro__], D.__bases__, [k.__name__ for k in D.__bases__], A.__bases__, D.__mro__)
print(issubclass(D, (int, C)), issubclass(A, (B, C)), len(D.__mro__), D.__mro__[1] is B, A in D.__mro__)
for k in D.__mro__:
    print(k.__name__, end=" ")
print(" -> ".join(k.__name__ for k in D.__mro__))
