/** What a name of the program may not hide: Rust's words and everything that `use pyrt::*` brings in. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static " +
    "struct super trait true type unsafe use where while async await dyn abstract become box do final macro override priv typeof " +
    "unsized virtual yield try union main program int lit repr str_of ascii format len truthy hash eq alike lt le gt ge same print input " +
    "same_value same_float ordered unordered noting hash_given hashed unhashable nothing_noted is_noted turned " +
    "min_of max_of sum any all sorted enumerate zip2 zip3 zip4 zip5 zip6 map_iter filter_iter reversed chain to_list to_set to_tuple to_dict " +
    "iter_of abs_int abs_float ord chr hex oct bin frame raise bound float math exc list set dict range range2 range3 limit must " +
    "fstr percent generator coroutine heapq random sys string json re bisect Some None Ok Err Box Rc Vec String Option Result " +
    "bound_around bound_global deep_copy divmod_float divmod_int hint1 hint2 iter_until map2 map3 max2 max_by max_by_default " +
    "max_default hint3 hint4 named_once print_to print_by min2 min_by min_by_default min_default kept_names named_check next_default percent_all percent_map percent_unused place places " +
    "print_with range_i64 round_digits round_float round_int_digits run sort_vec sorted_by sorted_in sorted_rev " +
    "named_values numbered pair_fault pair_of several spread_check str_format sum_float sum_from to_vec unbound unpack unpack_star zip2_strict " +
    "_frame stepped leaving codec_faults made one_function made_anew know_functions is_function said showing try_print try_repr try_str_of try_ascii drop usize bool char str u8 i64 f64 next_of in_order"
  ).split(" "),
);

/** What a type of the program may not hide. */
export const RESERVED_TYPES: ReadonlySet<string> = new Set(
  (
    "Int Str List Dict Set Tuple Range Iter Bytes Value Out Print Field Global Var Memo Option Rc Vec String Box Deque " +
    "Counter DefaultDict OrderedDict DeepCopy FrozenSet Number Index Bound F Frame Key Keys Values Items Result Some None " +
    "Ok Err Yielder Exchange Coroutine ByteArray Complex ExcClass PyErr PyResult Places VecIter ByteArrayIter StringIo Self Loaded Fn " +
    "Clone Copy Iterator Default From Into AsInt MapIter FilterIter Drop Send Sync Sized Copies CacheInfo FromFn Memos " +
    "PyArg PyContains PyEq PyHash PyIs PyIter PyKept PyIterator PyLen PyOrd PyRepr PyReversed PyShow PySum PyTruthy PySlice " +
    "PyType RangeIter Leaving Walked Kept Passed Best Float Bool"
  ).split(" "),
);

/** What is asked of every object in Rust: a method of a class of the program may not stand before it. */
export const RESERVED_METHODS: ReadonlySet<string> = new Set(
  (
    "new blank clone clone_from clone_into eq ne cmp partial_cmp lt le gt ge max min clamp hash fmt drop deref as_ref as_any " +
    "borrow into try_into to_string to_owned type_id show_to repr_to str_to type_name format_to py_eq py_alike py_lt py_gt " +
    "py_le py_ge py_hash key_hash truthy py_len id contains is_kept_once deep_copy encode text sorted shown_type iter step " +
    "next shown to_value to_arg told passed"
  ).split(" "),
);

/** A Python name as a Rust identifier: itself wherever Rust allows it. A dot stands before a function's attribute. */
export function rustName(given: string): string {
  const name = given.replace(".", "__");
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
    ? name
    : `n_${[...name].map((c) => (/[A-Za-z0-9_]/.test(c) ? c : `u${(c.codePointAt(0) ?? 0).toString(16)}`)).join("")}`;
  if (plain === "_") return "_unused";
  return RESERVED.has(plain) ? `${plain}_` : plain;
}

export function pascal(name: string): string {
  const out = name
    .replace(/(^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, __, c: string) => c.toUpperCase())
    .replace(/[^A-Za-z0-9]/g, "");
  return /^[0-9]/.test(out) || out === "" ? `T${out}` : out;
}

/** A Rust string literal of a Python text. */
export function quote(text: string): string {
  let out = '"';
  for (const c of text) {
    const code = c.codePointAt(0) as number;
    if (c === '"' || c === "\\") out += `\\${c}`;
    else if (c === "\n") out += "\\n";
    else if (c === "\t") out += "\\t";
    else if (c === "\r") out += "\\r";
    else if (
      code < 32 ||
      code === 127 ||
      (code >= 0x80 && code < 0xa0) ||
      (code >= 0x2000 && code < 0x2100) ||
      code === 0xfeff
    ) {
      out += `\\u{${code.toString(16)}}`;
    } else out += c;
  }
  return `${out}"`;
}

/** A Rust float literal with exactly this value. */
export function floatLiteral(value: number): string {
  if (Number.isNaN(value)) return "f64::NAN";
  if (!Number.isFinite(value)) return value > 0 ? "f64::INFINITY" : "f64::NEG_INFINITY";
  const text = String(value);
  if (/^-?\d+$/.test(text)) return `${text}.0`;
  return text.replace("e+", "e");
}
