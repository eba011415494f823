import { isException } from "./exception-names.js";

const NAMES = new Set(
  (
    "__import__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex " +
    "copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals " +
    "hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min " +
    "next object oct open ord pow print property quit range repr reversed round set setattr slice sorted " +
    "staticmethod str sum super tuple type vars zip Ellipsis NotImplemented None True False " +
    "EnvironmentError ExceptionGroup BaseExceptionGroup IndentationError TabError UnicodeTranslateError"
  ).split(" "),
);

/** Is that the name of something that Python has without an import, whether it can be translated or not? */
export const isBuiltinName = (name: string): boolean => NAMES.has(name) || isException(name);
