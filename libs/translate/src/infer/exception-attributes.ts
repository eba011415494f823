import type { Expr, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { exceptionBases, exceptionConstant } from "../library/exception-names.js";
import { BOOL, type Cell, INT, STR } from "../types/cell.js";
import { member } from "./attributes.js";
import { findMember, instanceCell } from "./class-members.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { CODEC_FAULTS, FAULT_CLASSES, LIBRARY_FAULTS, SYSTEM_FAULT } from "./exception-faults.js";
import { argumentOf, type ExceptionRef, exceptionCell, exceptionStatic, isBare } from "./exceptions.js";
import { stopValue } from "./generators.js";
import { raising, type Typed, typed } from "./typed.js";
import { typeOf } from "./types-as-values.js";
import { dead } from "./unions.js";

/** Attributes of Python's own exceptions, by the classes that have them: of these none is said to be missing. */
const PYTHONS: Readonly<Record<string, readonly string[]>> = {
  name: ["AttributeError", "NameError", "ImportError"],
  obj: ["AttributeError"],
  path: ["ImportError"],
  code: ["SystemExit"],
  value: ["StopIteration"],
  errno: ["OSError"],
  strerror: ["OSError"],
  filename: ["OSError", "SyntaxError"],
  filename2: ["OSError"],
  msg: ["SyntaxError", "ImportError"],
  lineno: ["SyntaxError"],
  offset: ["SyntaxError"],
  text: ["SyntaxError"],
  end_lineno: ["SyntaxError"],
  end_offset: ["SyntaxError"],
  print_file_and_line: ["SyntaxError"],
  characters_written: ["OSError"],
  encoding: ["UnicodeError"],
  object: ["UnicodeError"],
  start: ["UnicodeError"],
  end: ["UnicodeError"],
  reason: ["UnicodeError"],
};

/** The library's exception classes that know an attribute: the runtime's constants. */
function libraryOwners(name: string): Set<string> {
  const owners = Object.keys(LIBRARY_FAULTS).filter((path) => name in (LIBRARY_FAULTS[path] ?? {}));
  if (name === "doc") owners.push("json.JSONDecodeError");
  if (name === "pattern") owners.push("re.error");
  return new Set(owners.flatMap((path) => FAULT_CLASSES[path] ?? []));
}

const isSystemError = (name: string): boolean =>
  exceptionBases(name === "IOError" ? "OSError" : name).includes("OSError");

/** An OSError that no class of the program derives from: of others each class says what it knows. */
const isOfSystem = (e: Elaborator, { name, info }: ExceptionRef): boolean =>
  info === undefined &&
  isSystemError(name) &&
  ![...e.classes.values()].some(({ exception }) => exception !== undefined && isSystemError(exception));

export function exceptionAttribute(e: Elaborator, x: Typed, ref: ExceptionRef, name: string, at: Place & Expr): Typed {
  if (name === "args") {
    const mayBeSystem = e.library.hasFiles && /^(Base)?Exception$/.test(ref.name);
    if (/^(KeyError|LookupError)$/.test(ref.name) || isSystemError(ref.name) || mayBeSystem)
      e.store.add(e.exceptionArgs, INT);
    return typed(e.store.of("vtuple", e.exceptionArgs), at, (g) => `${g.recv(x)}.args_tuple(${argumentOf(e, g)})`);
  }
  if (name === "__cause__" || name === "__context__") {
    const t = e.store.temp(1);
    e.store.flow(exceptionCell(e, "BaseException"), t);
    return typed(t, at, (g) => `${g.recv(x)}.${name.replaceAll("_", "")}()`);
  }
  if (name === "__suppress_context__") return typed(e.store.temp(BOOL), at, (g) => `${g.recv(x)}.suppresses_context()`);
  if (name === "__notes__") return raising(e.store.of("list", e.store.temp(STR)), at, (g) => `${g.recv(x)}.notes()`);
  if (name === "__class__") return typeOf(e, x, at);
  if (name === "value" && ref.name === "StopIteration") return stopValue(e, x, at);
  if (name === "code" && ref.name === "SystemExit") {
    e.store.add(e.exceptionArgs, 1);
    return typed(e.exceptionArgs, at, (g) => `(${argumentOf(e, g)})(${g.recv(x)}.only_arg())`);
  }
  if (name === "msg" && ref.name === "SyntaxError") {
    e.store.add(e.exceptionArgs, STR | 1);
    return typed(e.exceptionArgs, at, (g) => `(${argumentOf(e, g)})(${g.recv(x)}.only_arg())`);
  }
  const fault = LIBRARY_FAULTS[ref.name]?.[name] ?? (isOfSystem(e, ref) ? SYSTEM_FAULT[name] : undefined);
  const coding = ref.info ? undefined : CODEC_FAULTS[ref.name]?.[name];
  if (coding) return typed(e.store.temp(coding.mask), at, (g) => `${coding.rust}(${g.ref(x)})`);
  if (fault) return typed(e.store.temp(fault.mask), at, (g) => `${fault.rust}(${g.ref(x)})`);
  if (name.startsWith("__")) return e.refuse(`the attribute ${name} of an exception`, at);
  if (ref.info) return onPayload(e, x, ref.info, at, (self, info) => member(e, self, info, name, at));
  return (
    onKnowing(e, x, ref, name, e.store.temp(), (self, info) => member(e, self, info, name, at), lacks(name)) ??
    e.refuse(`the attribute ${name} of an exception`, at)
  );
}

/**
 * Does something with the object of an exception whose class is one of the program's that know a name; `otherwise` is
 * said of all others. The result's type is `t` and whatever `work` gives. Undefined where no such class is in sight.
 */
export function onKnowing(
  e: Elaborator,
  x: Typed,
  ref: ExceptionRef,
  name: string,
  t: Cell,
  work: (self: Typed, info: ClassInfo) => Typed,
  otherwise: (g: Gen, error: string) => string,
): Typed | undefined {
  if (/^(__\w+__|args|add_note|with_traceback)$/.test(name)) return undefined;
  const derives = (info: ClassInfo): boolean =>
    info.mro.some(({ exceptions }) => exceptions.some((own) => exceptionBases(own).includes(ref.name)));
  const heirs = [...e.classes.values()].filter((info) => info.exception !== undefined && derives(info));
  if (!heirs.length && mayKnow(ref.name, name)) return undefined;
  const knowing = heirs.filter((info) => info.instantiated && (info.fields.has(name) || findMember(info, name)));
  const owners = Object.hasOwn(PYTHONS, name) ? (PYTHONS[name] ?? []) : [];
  const classes = [...owners.map(exceptionConstant), ...libraryOwners(name)].map((each) => `&${each}`);
  const last = (g: Gen, error: string): string => {
    const unsure = `limit("the attribute ${name} of one of Python's exceptions")`;
    const text = otherwise(g, error);
    return classes.length ? `if ${error}.is_any(&[${classes.join(", ")}]) { ${unsure} } else { ${text} }` : text;
  };
  return byObject(e, x, knowing, t, work, last);
}

/** May one of Python's exceptions, or of the library's, that is caught by a name know an attribute? */
function mayKnow(caught: string, name: string): boolean {
  if (libraryOwners(name).size > 0) return true;
  const owners = Object.hasOwn(PYTHONS, name) ? (PYTHONS[name] ?? []) : [];
  return owners.some((each) => exceptionBases(each).includes(caught) || exceptionBases(caught).includes(each));
}

/** That Python's AttributeError is raised. */
export const lacks =
  (name: string) =>
  (g: Gen, error: string): string =>
    g.throwing(`exc::ATTRIBUTE_ERROR.msg(format!("'{}' object has no attribute '${name}'", ${error}.type_name()))`);

/** Does something with an exception's own object, whichever of the class's descendants it is. */
export function onPayload(
  e: Elaborator,
  x: Typed,
  info: ClassInfo,
  at: Place,
  work: (self: Typed, info: ClassInfo) => Typed,
): Typed {
  const family: ClassInfo[] = [];
  const gather = (each: ClassInfo): void => {
    if (!family.includes(each)) family.push(each);
    for (const sub of each.subclasses) gather(sub);
  };
  gather(info);
  const live = family.filter((each) => each.instantiated);
  if (!live.length) return dead(e, at, x);
  return byObject(e, x, live, e.store.temp(), work, () => `limit("an exception without its object")`);
}

function byObject(
  e: Elaborator,
  x: Typed,
  live: readonly ClassInfo[],
  t: Cell,
  work: (self: Typed, info: ClassInfo) => Typed,
  otherwise: (g: Gen, error: string) => string,
): Typed {
  let name = "";
  const arms = live.map((each) => {
    const emit = (): ReturnType<Typed["emit"]> => ({ s: name, m: 1, atom: true });
    const result = work({ t: instanceCell(e, each), at: x.at, pure: true, emit }, each);
    e.store.flow(result.t, t);
    return { each, result };
  });
  return typed(t, x.at, (g) => {
    const error = g.fresh("failed");
    const bare = arms.filter(({ each }) => isBare(each)).sort((a, b) => b.each.mro.length - a.each.mro.length);
    const texts = [...arms.filter((arm) => !bare.includes(arm)), ...bare].map((arm) => {
      const { each, result } = arm;
      name = g.fresh("o");
      if (bare.includes(arm)) {
        const own = exceptionStatic({ k: "class", info: each });
        const made = `let ${name} = Rc::new(${each.rust}::blank()); ${name}.exception_args.set(${own}.with_args_of(&${error}));`;
        return `if ${error}.is_any(&[&${own}]) { ${made} ${g.own(result, t)} } else `;
      }
      return `if let Some(${name}) = ${error}.payload_of::<${each.rust}>() { ${g.own(result, t)} } else `;
    });
    return `{ let ${error} = ${g.own(x)}; ${texts.join("")}{ ${otherwise(g, error)} } }`;
  });
}
