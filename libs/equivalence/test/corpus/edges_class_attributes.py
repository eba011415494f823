class A:
    v = 1

    def show(self):
        return self.v

class B(A):

    def __init__(self):
        self.v = 2

class C(A):
    v = 3
b, c, a = (B(), C(), A())
print(a.show())
print(b.show())
print(c.show())
print(A.v)
print(B.v)
print(C.v)
A.v = 9
print(a.show())
print(b.show())
print(c.show())
print(B.v)
print(C.v)
pass
print(b.show())
