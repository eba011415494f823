import unittest
from unittest import TestCase
class A(TestCase):
    def test_one(self):
        self.assertEqual([1, 2], [1, 2])
class B(A):
    def test_two(self):
        self.assertTrue(self.helper())
    def helper(self): return True
suite = unittest.TestSuite()
suite.addTest(unittest.TestLoader().loadTestsFromTestCase(A))
suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(B))
result = unittest.TextTestRunner(verbosity=0).run(suite)
print(result.testsRun, result.wasSuccessful(), len(result.failures), suite.countTestCases())
