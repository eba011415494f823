import unittest
def add(a, b): return a + b
class T(unittest.TestCase):
    def setUp(self):
        self.x = 3
    def test_add(self):
        self.assertEqual(add(1, 2), self.x)
    def test_raises(self):
        with self.assertRaises(ZeroDivisionError):
            1 // 0
if __name__ == "__main__":
    unittest.main()
