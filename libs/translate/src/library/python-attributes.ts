import type { Kind } from "../generate/rust-types.js";

/** What Python 3.11 knows on its own types: an attribute of these is refused where it is not translated, and never an AttributeError. */
export const PYTHON_ATTRIBUTES: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    str: "__add__ __class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __mod__ __mul__ __repr__ __sizeof__ __str__ capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill",
    list: "__add__ __class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __mul__ __repr__ __reversed__ __setitem__ __sizeof__ __str__ append clear copy count extend index insert pop remove reverse sort",
    dict: "__class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __repr__ __reversed__ __setitem__ __sizeof__ __str__ clear copy fromkeys get items keys pop popitem setdefault update values",
    set: "__class__ __contains__ __doc__ __eq__ __format__ __hash__ __init__ __iter__ __len__ __lt__ __repr__ __sizeof__ __str__ __sub__ add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset pop remove symmetric_difference symmetric_difference_update union update",
    frozenset:
      "__class__ __contains__ __doc__ __eq__ __format__ __hash__ __init__ __iter__ __len__ __lt__ __repr__ __sizeof__ __str__ __sub__ copy difference intersection isdisjoint issubset issuperset symmetric_difference union",
    tuple:
      "__add__ __class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __mul__ __repr__ __sizeof__ __str__ count index",
    vtuple:
      "__add__ __class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __mul__ __repr__ __sizeof__ __str__ count index",
    int: "__abs__ __add__ __bool__ __class__ __doc__ __eq__ __float__ __format__ __hash__ __index__ __init__ __int__ __lt__ __mod__ __mul__ __neg__ __repr__ __round__ __sizeof__ __str__ __sub__ as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes",
    bool: "__abs__ __add__ __bool__ __class__ __doc__ __eq__ __float__ __format__ __hash__ __index__ __init__ __int__ __lt__ __mod__ __mul__ __neg__ __repr__ __round__ __sizeof__ __str__ __sub__ as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes",
    float:
      "__abs__ __add__ __bool__ __class__ __doc__ __eq__ __float__ __format__ __hash__ __init__ __int__ __lt__ __mod__ __mul__ __neg__ __repr__ __round__ __sizeof__ __str__ __sub__ as_integer_ratio conjugate fromhex hex imag is_integer real",
    bytes:
      "__add__ __class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __mod__ __mul__ __repr__ __sizeof__ __str__ capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill",
    bytearray:
      "__add__ __class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __mod__ __mul__ __repr__ __setitem__ __sizeof__ __str__ append capitalize center clear copy count decode endswith expandtabs extend find fromhex hex index insert isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition pop remove removeprefix removesuffix replace reverse rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill",
    range:
      "__bool__ __class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __repr__ __reversed__ __sizeof__ __str__ count index start step stop",
    complex:
      "__abs__ __add__ __bool__ __class__ __doc__ __eq__ __format__ __hash__ __init__ __lt__ __mul__ __neg__ __repr__ __sizeof__ __str__ __sub__ conjugate imag real",
    iter: "__class__ __doc__ __eq__ __format__ __hash__ __init__ __iter__ __lt__ __name__ __next__ __qualname__ __repr__ __sizeof__ __str__ close gi_code gi_frame gi_running gi_suspended gi_yieldfrom send throw",
    func: "func args keywords cache_info cache_clear cache_parameters register registry dispatch __self__ __func__ __wrapped__ __annotations__ __call__ __class__ __closure__ __code__ __defaults__ __dict__ __doc__ __eq__ __format__ __hash__ __init__ __lt__ __module__ __name__ __qualname__ __repr__ __sizeof__ __str__",
    deque:
      "__add__ __class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __mul__ __repr__ __reversed__ __setitem__ __sizeof__ __str__ append appendleft clear copy count extend extendleft index insert maxlen pop popleft remove reverse rotate",
    defaultdict:
      "__class__ __contains__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __missing__ __repr__ __reversed__ __setitem__ __sizeof__ __str__ clear copy default_factory fromkeys get items keys pop popitem setdefault update values",
    counter:
      "__add__ __class__ __contains__ __dict__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __missing__ __module__ __neg__ __repr__ __reversed__ __setitem__ __sizeof__ __str__ __sub__ _keep_positive clear copy elements fromkeys get items keys most_common pop popitem setdefault subtract total update values",
    ordereddict:
      "__class__ __contains__ __dict__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __iter__ __len__ __lt__ __repr__ __reversed__ __setitem__ __sizeof__ __str__ clear copy fromkeys get items keys move_to_end pop popitem setdefault update values",
    Decimal:
      "__abs__ __add__ __bool__ __class__ __doc__ __eq__ __float__ __format__ __hash__ __init__ __int__ __lt__ __mod__ __module__ __mul__ __neg__ __repr__ __round__ __sizeof__ __str__ __sub__ adjusted as_integer_ratio as_tuple canonical compare compare_signal compare_total compare_total_mag conjugate copy_abs copy_negate copy_sign exp fma from_float imag is_canonical is_finite is_infinite is_nan is_normal is_qnan is_signed is_snan is_subnormal is_zero ln log10 logb logical_and logical_invert logical_or logical_xor max max_mag min min_mag next_minus next_plus next_toward normalize number_class quantize radix real remainder_near rotate same_quantum scaleb shift sqrt to_eng_string to_integral to_integral_exact to_integral_value",
    Fraction:
      "__abs__ __add__ __bool__ __class__ __doc__ __eq__ __float__ __format__ __hash__ __init__ __int__ __lt__ __mod__ __module__ __mul__ __neg__ __repr__ __round__ __sizeof__ __slots__ __str__ __sub__ as_integer_ratio conjugate denominator from_decimal from_float imag limit_denominator numerator real",
    date: "__add__ __class__ __doc__ __eq__ __format__ __hash__ __init__ __lt__ __repr__ __sizeof__ __str__ __sub__ ctime day fromisocalendar fromisoformat fromordinal fromtimestamp isocalendar isoformat isoweekday max min month replace resolution strftime timetuple today toordinal weekday year",
    datetime:
      "__add__ __class__ __doc__ __eq__ __format__ __hash__ __init__ __lt__ __repr__ __sizeof__ __str__ __sub__ astimezone combine ctime date day dst fold fromisocalendar fromisoformat fromordinal fromtimestamp hour isocalendar isoformat isoweekday max microsecond min minute month now replace resolution second strftime strptime time timestamp timetuple timetz today toordinal tzinfo tzname utcfromtimestamp utcnow utcoffset utctimetuple weekday year",
    time: "__class__ __doc__ __eq__ __format__ __hash__ __init__ __lt__ __repr__ __sizeof__ __str__ dst fold fromisoformat hour isoformat max microsecond min minute replace resolution second strftime tzinfo tzname utcoffset",
    timedelta:
      "__abs__ __add__ __bool__ __class__ __doc__ __eq__ __format__ __hash__ __init__ __lt__ __mod__ __mul__ __neg__ __repr__ __sizeof__ __str__ __sub__ days max microseconds min resolution seconds total_seconds",
    Match:
      "__class__ __doc__ __eq__ __format__ __getitem__ __hash__ __init__ __lt__ __module__ __repr__ __sizeof__ __str__ end endpos expand group groupdict groups lastgroup lastindex pos re regs span start string",
    Pattern:
      "__class__ __doc__ __eq__ __format__ __hash__ __init__ __lt__ __module__ __repr__ __sizeof__ __str__ findall finditer flags fullmatch groupindex groups match pattern scanner search split sub subn",
    None: "__bool__ __class__ __doc__ __eq__ __format__ __hash__ __init__ __lt__ __repr__ __sizeof__ __str__",
  }).map(([type, names]) => [type, new Set(names.split(" "))]),
);

/** What Python knows on values of one kind; nothing if that is not known here. */
export function pythonAttributes(kind: Kind | undefined): ReadonlySet<string> | undefined {
  if (!kind) return PYTHON_ATTRIBUTES.None;
  const { key, part } = kind;
  return PYTHON_ATTRIBUTES[part?.kind === "native" ? String(part.ref) : (part?.kind ?? key)];
}

/** The special names that the table above has wherever Python has them: of any other it is not known. */
export const PYTHON_DUNDERS: ReadonlySet<string> = new Set([
  ...Object.values(PYTHON_ATTRIBUTES).flatMap((names) => [...names].filter((name) => name.startsWith("__"))),
  ...[
    "__cause__",
    "__context__",
    "__suppress_context__",
    "__enter__",
    "__exit__",
    "__aenter__",
    "__aexit__",
    "__await__",
    "__aiter__",
    "__anext__",
    "__slots__",
  ],
]);
