import type { Elaborator } from "../infer/elaborator.js";
import { FAULT_CLASSES } from "../infer/exception-faults.js";
import { expression } from "../infer/expressions.js";
import { functionValue } from "../infer/function-values.js";
import { type Cell, FLOAT, INT, STR } from "../types/cell.js";
import { itertools } from "./iter-modules.js";
import { collections } from "./modules/collections.js";
import { copy } from "./modules/copy.js";
import { functools } from "./modules/functools.js";
import { math } from "./modules/math.js";
import type { Call1 } from "./modules/module-call.js";
import { bisect, heapq } from "./modules/ordering.js";
import { sys } from "./modules/sys.js";
import { CALENDAR_CONSTANTS, CALENDAR_EXCEPTIONS, calendar } from "./native/calendar.js";
import { clock } from "./native/clock.js";
import { CMATH_CONSTANTS, cmath } from "./native/cmath.js";
import { DATETIME_CONSTANTS, datetime } from "./native/datetime.js";
import { DECIMAL_CONSTANTS, DECIMAL_EXCEPTIONS, decimal } from "./native/decimal.js";
import { shutil, tempfile } from "./native/files.js";
import { fractions } from "./native/fractions.js";
import { BASE64_EXCEPTIONS, base64, binascii, hashlib, zlib } from "./native/hashlib.js";
import { json } from "./native/json.js";
import { describedConstants } from "./native/module.js";
import { operator } from "./native/operator.js";
import { os, PATH_CONSTANTS, pathlib, posixpath } from "./native/paths.js";
import { pprint } from "./native/pprint.js";
import { random } from "./native/random.js";
import { RE_CONSTANTS, re } from "./native/re.js";
import { statistics } from "./native/statistics.js";
import { io, STREAM_CONSTANTS, STREAM_EXCEPTIONS } from "./native/streams.js";
import { STRUCT_EXCEPTIONS, struct } from "./native/struct.js";
import { template } from "./native/template.js";
import { textwrap } from "./native/textwrap.js";
import { traceback } from "./native/traceback.js";
import { unicodedata } from "./native/unicodedata.js";
import { dataclasses } from "./records.js";

/** `typing.NewType(name, T)`: a function that gives what it is given. */
const newType: Call1 = (e, node) => {
  if (node.args.length !== 2 || !node.args[1] || node.keywords.length)
    return e.refuse("NewType with these arguments", node);
  return functionValue(e, node, (given) => {
    const [x] = given.positional;
    return x && given.positional.length === 1 ? x : e.refuse("a NewType called with other than one value", node);
  });
};

/** `typing.cast(T, x)`: the value, whatever is said of its type. */
const cast: Call1 = (e, node) => {
  const [, value] = node.args;
  return value && node.args.length === 2 && !node.keywords.length
    ? expression(e, value)
    : e.refuse("cast with these arguments", node);
};

export const MODULE_CALLS: Record<string, Record<string, Call1>> = {
  itertools,
  random,
  string: template,
  math,
  sys,
  io,
  heapq,
  bisect,
  functools,
  collections,
  operator,
  copy,
  dataclasses,
  re,
  json,
  cmath,
  datetime,
  decimal,
  fractions,
  statistics,
  struct,
  textwrap,
  hashlib,
  base64,
  binascii,
  zlib,
  calendar,
  os,
  shutil,
  tempfile,
  unicodedata,
  posixpath,
  pprint,
  pathlib,
  time: clock,
  traceback,
  typing: { NewType: newType, cast },
};

/** Exception classes of modules: the runtime's constants. */
export const MODULE_EXCEPTIONS: Record<string, string> = {
  ...DECIMAL_EXCEPTIONS,
  ...STREAM_EXCEPTIONS,
  ...BASE64_EXCEPTIONS,
  ...CALENDAR_EXCEPTIONS,
  ...STRUCT_EXCEPTIONS,
  ...FAULT_CLASSES,
  "dataclasses.FrozenInstanceError": "FROZEN_INSTANCE_ERROR",
  "statistics.StatisticsError": "statistics::STATISTICS_ERROR",
};

/** Those that are made of what they look at. */
const LOOKING = /^(json\.|re\.|calendar\.)/;

/** The constant of a module's exception class that any arguments make. */
export const raisable = (path: string): string | undefined =>
  LOOKING.test(path) ? undefined : MODULE_EXCEPTIONS[path];

type Constant = (e: Elaborator) => { t: Cell; text: string };

const floatConstant =
  (text: string): Constant =>
  (e) => ({ t: e.store.temp(FLOAT), text });

const textConstant =
  (text: string): Constant =>
  (e) => ({ t: e.store.temp(STR), text: `lit(${JSON.stringify(text)})` });

export const MODULE_CONSTANTS: Record<string, Constant> = {
  ...RE_CONSTANTS,
  ...STREAM_CONSTANTS,
  ...CMATH_CONSTANTS,
  ...CALENDAR_CONSTANTS,
  ...PATH_CONSTANTS,
  ...DATETIME_CONSTANTS,
  ...DECIMAL_CONSTANTS,
  "math.pi": floatConstant("std::f64::consts::PI"),
  "math.e": floatConstant("std::f64::consts::E"),
  "math.tau": floatConstant("std::f64::consts::TAU"),
  "math.inf": floatConstant("f64::INFINITY"),
  "math.nan": floatConstant("f64::NAN"),
  "sys.maxsize": (e) => ({ t: e.store.temp(INT), text: "int(9223372036854775807)" }),
  "sys.argv": (e) => ({ t: e.store.of("list", e.store.temp(STR)), text: "sys::argv()" }),
  "string.ascii_lowercase": textConstant("abcdefghijklmnopqrstuvwxyz"),
  "string.ascii_uppercase": textConstant("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  "string.ascii_letters": textConstant("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  "string.digits": textConstant("0123456789"),
  "string.hexdigits": textConstant("0123456789abcdefABCDEF"),
  "string.octdigits": textConstant("01234567"),
  "string.punctuation": textConstant("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  "string.printable": (e) => ({ t: e.store.temp(STR), text: "string::PRINTABLE" }),
  ...describedConstants(
    "sys",
    `
float_info.max: float = f64::MAX
float_info.min: float = f64::MIN_POSITIVE
float_info.epsilon: float = f64::EPSILON
float_info.dig: int = int(15)
float_info.mant_dig: int = int(53)
float_info.max_exp: int = int(1024)
float_info.min_exp: int = int(-1021)
float_info.max_10_exp: int = int(308)
float_info.min_10_exp: int = int(-307)
float_info.radix: int = int(2)
version_info.major: int = int(3)
version_info.minor: int = int(11)
byteorder: str = lit("little")
platform: str = lit("linux")
maxunicode: int = int(1114111)`,
  ),
  "string.whitespace": (e) => ({ t: e.store.temp(STR), text: `lit(" \\t\\n\\r\\x0b\\x0c")` }),
};
