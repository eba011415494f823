const NAMES = (
  "BaseException SystemExit KeyboardInterrupt GeneratorExit Exception StopIteration ArithmeticError FloatingPointError OverflowError " +
  "ZeroDivisionError AssertionError AttributeError BufferError EOFError ImportError ModuleNotFoundError LookupError IndexError KeyError " +
  "MemoryError NameError UnboundLocalError OSError FileNotFoundError FileExistsError PermissionError NotADirectoryError IsADirectoryError " +
  "TimeoutError ConnectionError ReferenceError RuntimeError NotImplementedError RecursionError SyntaxError SystemError TypeError ValueError " +
  "UnicodeError UnicodeDecodeError UnicodeEncodeError Warning UserWarning DeprecationWarning RuntimeWarning IOError"
).split(" ");
const KNOWN = new Set(NAMES);

export function isException(name: string): boolean {
  return KNOWN.has(name);
}

/** The runtime's constant for a built-in exception class. */
export function exceptionConstant(name: string): string {
  const plain = name === "IOError" ? "OSError" : name;
  return `exc::${plain
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toUpperCase()}`;
}
