import unittest
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self):
        if not self.items: raise IndexError("empty stack")
        return self.items.pop()
class TestStack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("class up")
    @classmethod
    def tearDownClass(cls):
        print("class down")
    def setUp(self):
        print("up")
        self.s = Stack()
    def tearDown(self):
        print("down")
    def test_push(self):
        """Pushing works."""
        self.s.push(1); self.s.push("a")
        self.assertEqual(len(self.s.items), 2)
        self.assertIn(1, self.s.items)
        self.assertNotIn(5, self.s.items)
    def test_pop_empty(self):
        with self.assertRaises(IndexError) as cm:
            self.s.pop()
        self.assertEqual(str(cm.exception), "empty stack")
        self.assertRaises(IndexError, self.s.pop)
        with self.assertRaisesRegex(IndexError, "empty"):
            self.s.pop()
        self.assertIsInstance(cm.exception, LookupError)
    def test_types(self):
        self.assertIsNone(None); self.assertIsNotNone(3)
        self.assertTrue(1); self.assertFalse([])
        self.assertAlmostEqual(0.1 + 0.2, 0.3); self.assertAlmostEqual(1.0, 1.1, delta=0.2)
        self.assertGreater(3, 2); self.assertLess("a", "b"); self.assertGreaterEqual(3, 3); self.assertLessEqual(2, 3)
        self.assertIs(None, None); self.assertIsInstance(3, int); self.assertNotIsInstance("a", (int, float))
        self.assertCountEqual([1, 2, 2], [2, 1, 2]); self.assertListEqual([1], [1]); self.assertDictEqual({"a": 1}, {"a": 1})
        self.assertRegex("hello", r"l+"); self.assertSetEqual({1}, {1}); self.assertTupleEqual((1, 2), (1, 2))
        self.assertNotEqual(1, 2); self.assertNotAlmostEqual(1, 2)
    def test_sub(self):
        for i in range(4):
            with self.subTest(i=i):
                self.assertEqual(i % 2, 0)
    @unittest.skip("later")
    def test_skipped(self):
        self.fail("no")
    def test_err(self):
        [][1]
    def test_fail(self):
        self.assertEqual(1 + 1, 3, "sum")
    @unittest.expectedFailure
    def test_expected(self):
        self.assertTrue(False)
    def test_skip_inside(self):
        self.skipTest("inside")
class TestA(unittest.TestCase):
    def test_z(self): self.assertTrue(True)
    def test_a(self): print("a first")
if __name__ == "__main__":
    unittest.main(argv=["x"], exit=False, verbosity=2)
    print("after")
