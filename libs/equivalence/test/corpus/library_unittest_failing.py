import unittest
from dataclasses import dataclass
@dataclass
class P:
    x: int
    def dist(self, o: "P") -> float: return abs(self.x - o.x)
class MyErr(Exception):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
def risky(n):
    if n > 2: raise MyErr(n)
    return n
class Base(unittest.TestCase):
    def make(self): return P(4)
class TestP(Base):
    def setUp(self):
        super().setUp()
        self.log = []
        self.addCleanup(self.log.append, "x")
    def test_dist(self):
        p = self.make()
        self.assertEqual(p.dist(P(1)), 3)
        self.assertEqual(p, P(4))
        self.assertIsInstance(p, P)
    def test_risky(self):
        with self.assertRaises(MyErr) as ctx:
            risky(5)
        self.assertEqual(ctx.exception.code, 5)
        with self.assertRaises((ValueError, MyErr)):
            risky(3)
        self.assertRaises(MyErr, risky, 7)
        self.assertRaises(ValueError, int, "x")
        for n, want in [(1, 1), (2, 2)]:
            with self.subTest("msg", n=n):
                self.assertEqual(risky(n), want)
    def test_not_raised(self):
        with self.assertRaises(KeyError):
            risky(1)
    def test_wrong(self):
        with self.assertRaises(KeyError):
            risky(9)
    def test_lists(self):
        self.assertEqual([1, 2], [1, 2, 3])
class TestSkip(unittest.TestCase):
    @unittest.skipIf(True, "cond")
    def test_a(self): pass
    @unittest.skipUnless(True, "cond")
    def test_b(self): print("b ran")
if __name__ == '__main__':
    unittest.main(verbosity=2)
