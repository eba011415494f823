/** `unittest` as Python: cases and how they are run; what finds them is written where their classes are known. */
export const UNITTEST = `
import re
import sys
import traceback

LINE = "=" * 70
THIN = "-" * 70


class SkipTest(Exception):
    pass


def said(msg, standard):
    return standard if msg is None else f"{standard} : {msg}"


def differing(first, second):
    for kind, other, name in (
        (isinstance(first, list), isinstance(second, list), "Lists"),
        (isinstance(first, tuple), isinstance(second, tuple), "Tuples"),
    ):
        if kind and other:
            return f"{name} differ: {first!r} != {second!r}"
    return f"{first!r} != {second!r}"


class TestCase:
    def __init__(self, name="runTest"):
        self._testMethodName = name
        self._cleanups = []
        self._subs = []
        self._test_result = None
        self._test_title = ""

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        pass

    def tearDown(self):
        pass

    def addCleanup(self, call, *args):
        def clean():
            call(*args)

        self._cleanups.append(clean)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def fail(self, msg=None):
        raise AssertionError(msg)

    def assertEqual(self, first, second, msg=None):
        if not first == second:
            raise AssertionError(said(msg, differing(first, second)))

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            raise AssertionError(said(msg, f"{first!r} == {second!r}"))

    def assertListEqual(self, first, second, msg=None):
        self.assertEqual(first, second, msg)

    def assertTupleEqual(self, first, second, msg=None):
        self.assertEqual(first, second, msg)

    def assertDictEqual(self, first, second, msg=None):
        self.assertEqual(first, second, msg)

    def assertSetEqual(self, first, second, msg=None):
        self.assertEqual(first, second, msg)

    def assertSequenceEqual(self, first, second, msg=None):
        self.assertEqual(list(first), list(second), msg)

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertEqual(first, second, msg)

    def assertTrue(self, expr, msg=None):
        if not expr:
            raise AssertionError(said(msg, f"{expr!r} is not true"))

    def assertFalse(self, expr, msg=None):
        if expr:
            raise AssertionError(said(msg, f"{expr!r} is not false"))

    def assertIs(self, first, second, msg=None):
        if first is not second:
            raise AssertionError(said(msg, f"{first!r} is not {second!r}"))

    def assertIsNot(self, first, second, msg=None):
        if first is second:
            raise AssertionError(said(msg, f"unexpectedly identical: {first!r}"))

    def assertIsNone(self, value, msg=None):
        if value is not None:
            raise AssertionError(said(msg, f"{value!r} is not None"))

    def assertIsNotNone(self, value, msg=None):
        if value is None:
            raise AssertionError(said(msg, "unexpectedly None"))

    def assertIn(self, member, container, msg=None):
        if member not in container:
            raise AssertionError(said(msg, f"{member!r} not found in {container!r}"))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            raise AssertionError(said(msg, f"{member!r} unexpectedly found in {container!r}"))

    def assertGreater(self, first, second, msg=None):
        if not first > second:
            raise AssertionError(said(msg, f"{first!r} not greater than {second!r}"))

    def assertGreaterEqual(self, first, second, msg=None):
        if not first >= second:
            raise AssertionError(said(msg, f"{first!r} not greater than or equal to {second!r}"))

    def assertLess(self, first, second, msg=None):
        if not first < second:
            raise AssertionError(said(msg, f"{first!r} not less than {second!r}"))

    def assertLessEqual(self, first, second, msg=None):
        if not first <= second:
            raise AssertionError(said(msg, f"{first!r} not less than or equal to {second!r}"))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        diff = abs(first - second)
        if delta is not None:
            if diff <= delta:
                return
            where = f"{delta!r} delta"
        else:
            if round(diff, 7 if places is None else places) == 0:
                return
            where = f"{7 if places is None else places!r} places"
        raise AssertionError(said(msg, f"{first!r} != {second!r} within {where} ({diff!r} difference)"))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        diff = abs(first - second)
        if delta is not None:
            if not first == second and diff > delta:
                return
            where = f"{delta!r} delta ({diff!r} difference)"
        else:
            if not first == second and round(diff, 7 if places is None else places) != 0:
                return
            where = f"{7 if places is None else places!r} places"
        raise AssertionError(said(msg, f"{first!r} == {second!r} within {where}"))

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            if item not in rest:
                raise AssertionError(said(msg, "Element counts were not equal"))
            rest.remove(item)
        if rest:
            raise AssertionError(said(msg, "Element counts were not equal"))

    def assertRegex(self, text, pattern, msg=None):
        if not re.search(pattern, text):
            raise AssertionError(said(msg, f"Regex didn't match: {pattern!r} not found in {text!r}"))

    def assertNotRegex(self, text, pattern, msg=None):
        found = re.search(pattern, text)
        if found:
            raise AssertionError(said(msg, f"Regex matched: {found.group(0)!r} matches {pattern!r} in {text!r}"))

    def instance__(self, value, holds, kind, msg=None):
        if not holds:
            raise AssertionError(said(msg, f"{value!r} is not an instance of {kind}"))

    def no_instance__(self, value, holds, kind, msg=None):
        if holds:
            raise AssertionError(said(msg, f"{value!r} is an instance of {kind}"))

    def not_raised__(self, kind, by):
        raise AssertionError(f"{kind} not raised{by}")

    def matches__(self, pattern, text):
        if not re.search(pattern, text):
            raise AssertionError(f'"{pattern}" does not match "{text}"')

    def failed_sub__(self, given, error):
        self._subs.append((given, isinstance(error, AssertionError), told(error)))


def told(error):
    return "Traceback (most recent call last):\\n" + "".join(traceback.format_exception_only(error))


class TestResult:
    def __init__(self, verbosity):
        self._verbosity = verbosity
        self._newline = True
        self.testsRun = 0
        self.failures = []
        self.errors = []
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []

    def wasSuccessful(self):
        return not self.failures and not self.errors and not self.unexpectedSuccesses

    def show(self, short, long, title, sub=False):
        if self._verbosity > 1:
            if sub or self._newline:
                start = "" if self._newline else "\\n"
                sys.stderr.write(f"{start}{'  ' if sub else ''}{title} ... ")
            sys.stderr.write(long + "\\n")
            self._newline = True
        elif self._verbosity == 1:
            sys.stderr.write(short)

    def add_failure(self, title, text, sub=False):
        self.failures.append((title, text))
        self.show("F", "FAIL", title, sub)

    def add_error(self, title, text, sub=False):
        self.errors.append((title, text))
        self.show("E", "ERROR", title, sub)

    def print_list(self, flavour, found):
        for title, text in found:
            sys.stderr.write(f"{LINE}\\n{flavour}: {title}\\n{THIN}\\n{text}\\n")

    def print_end(self):
        if self._verbosity > 0:
            sys.stderr.write("\\n")
        self.print_list("ERROR", self.errors)
        self.print_list("FAIL", self.failures)
        for title in self.unexpectedSuccesses:
            sys.stderr.write(f"{LINE}\\nUNEXPECTED SUCCESS: {title}\\n")
        if self.unexpectedSuccesses:
            sys.stderr.write("\\n")
        sys.stderr.write(f"{THIN}\\nRan {self.testsRun} test{'' if self.testsRun == 1 else 's'} in 0.000s\\n\\n")
        infos = []
        if not self.wasSuccessful():
            if self.failures:
                infos.append(f"failures={len(self.failures)}")
            if self.errors:
                infos.append(f"errors={len(self.errors)}")
        if self.skipped:
            infos.append(f"skipped={len(self.skipped)}")
        if self.expectedFailures:
            infos.append(f"expected failures={len(self.expectedFailures)}")
        if self.unexpectedSuccesses:
            infos.append(f"unexpected successes={len(self.unexpectedSuccesses)}")
        end = "OK" if self.wasSuccessful() else "FAILED"
        sys.stderr.write(f"{end} ({', '.join(infos)})\\n" if infos else f"{end}\\n")


def run_case(case, result, place, doc, skip, expects, call):
    name = case._testMethodName
    title = f"{name} ({place}.{name})"
    if doc:
        title += "\\n" + doc
    result.testsRun += 1
    result._newline = False
    if result._verbosity > 1:
        sys.stderr.write(title + " ... ")
    if skip is not None:
        result.skipped.append((title, skip))
        result.show("s", f"skipped {skip!r}", title)
        return
    failure = None
    fault = []
    is_ready = False
    reason = []
    for part in range(2):
        try:
            if part == 0:
                case.setUp()
                is_ready = True
                call(case)
            elif is_ready:
                case.tearDown()
        except SkipTest as skipped:
            reason.append(str(skipped))
        except AssertionError as error:
            if expects and part == 0:
                failure = told(error)
            else:
                fault.append((True, told(error)))
        except Exception as error:
            if expects and part == 0:
                failure = told(error)
            else:
                fault.append((False, told(error)))
    while case._cleanups:
        try:
            case._cleanups.pop()()
        except Exception as error:
            fault.append((False, told(error)))
    for given, is_failure, text in case._subs:
        if is_failure:
            result.add_failure(f"{name} ({place}.{name}) {given}", text, True)
        else:
            result.add_error(f"{name} ({place}.{name}) {given}", text, True)
    for is_failure, text in fault:
        if is_failure:
            result.add_failure(title, text)
        else:
            result.add_error(title, text)
    if reason:
        result.skipped.append((title, reason[0]))
        result.show("s", f"skipped {reason[0]!r}", title)
    elif expects and not fault and not case._subs:
        if failure is not None:
            result.expectedFailures.append((title, failure))
            result.show("x", "expected failure", title)
        else:
            result.unexpectedSuccesses.append(title)
            result.show("u", "unexpected success", title)
    elif not fault and not case._subs:
        result.show(".", "ok", title)


class Group:
    """The cases of one class."""

    def __init__(self, place, begin, end):
        self._place = place
        self._begin = begin
        self._end = end
        self._cases = []

    def add(self, case):
        self._cases.append(case)

    def run(self, result):
        try:
            self._begin()
        except SkipTest as skipped:
            title = f"setUpClass ({self._place})"
            result.skipped.append((title, str(skipped)))
            result._newline = True
            result.show("s", f"skipped {str(skipped)!r}", title)
            return
        except Exception as error:
            result.add_error(f"setUpClass ({self._place})", told(error))
            return
        for case in self._cases:
            case(result)
        try:
            self._end()
        except Exception as error:
            result.add_error(f"tearDownClass ({self._place})", told(error))


class TestSuite:
    def __init__(self):
        self._groups = []

    def addTest(self, suite):
        self._groups += suite._groups

    def addTests(self, suite):
        self._groups += suite._groups

    def countTestCases(self):
        return sum(len(group._cases) for group in self._groups)


def suite__(groups):
    suite = TestSuite()
    suite._groups += groups
    return suite


class TextTestRunner:
    def __init__(self, verbosity=1):
        self._verbosity = verbosity

    def run(self, suite):
        result = TestResult(self._verbosity)
        for group in suite._groups:
            group.run(result)
        result.print_end()
        return result


def main__(suite, verbosity, exits, reads):
    if reads and len(sys.argv) > 1:
        if len(sys.argv) > 2 or sys.argv[1] not in ("-v", "--verbose"):
            __limit__("unittest.main with these arguments")
        verbosity = 2
    result = TextTestRunner(verbosity).run(suite)
    if exits:
        sys.exit(0 if result.wasSuccessful() else 1)
    return result
`;

/** What programs import of it. */
export const UNITTEST_NAMES = "SkipTest TestCase TestSuite TextTestRunner";
