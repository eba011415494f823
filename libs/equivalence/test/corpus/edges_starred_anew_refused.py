class Fib:
    def __iter__(self):
        self.a = 0
        return self
    def __next__(self):
        self.a += 1
        if self.a > 5: raise StopIteration
        return self.a
a, *b = Fib()
print(a, b)
