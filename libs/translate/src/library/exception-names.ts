const NAMES = (
  "BaseException SystemExit KeyboardInterrupt GeneratorExit Exception StopIteration ArithmeticError FloatingPointError OverflowError " +
  "ZeroDivisionError AssertionError AttributeError BufferError EOFError ImportError ModuleNotFoundError LookupError IndexError KeyError " +
  "MemoryError NameError UnboundLocalError OSError FileNotFoundError FileExistsError PermissionError NotADirectoryError IsADirectoryError " +
  "TimeoutError ConnectionError ConnectionRefusedError ConnectionResetError ConnectionAbortedError BrokenPipeError InterruptedError " +
  "ChildProcessError ProcessLookupError BlockingIOError StopAsyncIteration ReferenceError RuntimeError NotImplementedError RecursionError SyntaxError SystemError TypeError ValueError " +
  "UnicodeError UnicodeDecodeError UnicodeEncodeError Warning UserWarning DeprecationWarning RuntimeWarning IOError " +
  "PendingDeprecationWarning FutureWarning SyntaxWarning ImportWarning ResourceWarning UnicodeWarning BytesWarning EncodingWarning"
).split(" ");
const KNOWN = new Set(NAMES);
const CONSTANTS = new Map<string, string>();

export function isException(name: string): boolean {
  return KNOWN.has(name);
}

const PARENTS: Record<string, string> = {
  SystemExit: "BaseException",
  KeyboardInterrupt: "BaseException",
  GeneratorExit: "BaseException",
  Exception: "BaseException",
  FloatingPointError: "ArithmeticError",
  OverflowError: "ArithmeticError",
  ZeroDivisionError: "ArithmeticError",
  ModuleNotFoundError: "ImportError",
  IndexError: "LookupError",
  KeyError: "LookupError",
  UnboundLocalError: "NameError",
  FileNotFoundError: "OSError",
  FileExistsError: "OSError",
  PermissionError: "OSError",
  NotADirectoryError: "OSError",
  IsADirectoryError: "OSError",
  TimeoutError: "OSError",
  ConnectionError: "OSError",
  IOError: "OSError",
  ConnectionRefusedError: "ConnectionError",
  ConnectionResetError: "ConnectionError",
  ConnectionAbortedError: "ConnectionError",
  BrokenPipeError: "ConnectionError",
  InterruptedError: "OSError",
  ChildProcessError: "OSError",
  ProcessLookupError: "OSError",
  BlockingIOError: "OSError",
  NotImplementedError: "RuntimeError",
  RecursionError: "RuntimeError",
  UnicodeError: "ValueError",
  UnicodeDecodeError: "UnicodeError",
  UnicodeEncodeError: "UnicodeError",
  UserWarning: "Warning",
  DeprecationWarning: "Warning",
  RuntimeWarning: "Warning",
  PendingDeprecationWarning: "Warning",
  FutureWarning: "Warning",
  SyntaxWarning: "Warning",
  ImportWarning: "Warning",
  ResourceWarning: "Warning",
  UnicodeWarning: "Warning",
  BytesWarning: "Warning",
  EncodingWarning: "Warning",
};

/** A built-in exception class and its bases. */
export function exceptionBases(name: string): string[] {
  if (name === "BaseException" || !KNOWN.has(name)) return [name];
  return [name, ...exceptionBases(PARENTS[name] ?? "Exception")];
}

/** The runtime's constant for a built-in exception class. */
export function exceptionConstant(name: string): string {
  const known = CONSTANTS.get(name);
  if (known !== undefined) return known;
  const plain = name === "IOError" ? "OSError" : name;
  const constant = `exc::${plain
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toUpperCase()}`;
  CONSTANTS.set(name, constant);
  return constant;
}
