/** `os.path` and `pathlib`: paths as texts, and the program's own files; what asks the disk is refused. */
import { typeArguments } from "../../infer/arguments.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { isOnly } from "../../infer/numbers.js";
import { type Typed, typed } from "../../infer/typed.js";
import { dead } from "../../infer/unions.js";
import { isBottom, STR, soloPart } from "../../types/cell.js";
import { environment } from "./environment.js";
import { OS_FILES, PATH_FILES } from "./files.js";
import { type Call1, describedCalls, describedConstants, refusedCalls } from "./module.js";
import { nativeCell } from "./signature.js";
import { nativeType, register, SPECIAL } from "./types.js";

const DISK = "the module has files of its own alone: read from standard input";

register(
  nativeType("pathlib", "PurePosixPath", "ospath::PurePath", {
    ordered: true,
    attributes: `
name -> str
stem -> str
suffix -> str
suffixes -> list[str]
parent -> PurePosixPath
parts -> tuple[str, ...]`,
    methods: `
is_absolute() -> bool
as_posix() -> str
with_name(name:str) -> PurePosixPath!
with_stem(stem:str) -> PurePosixPath!
with_suffix(suffix:str) -> PurePosixPath!
relative_to(other:str) -> PurePosixPath! = relative_to_text
relative_to(other:PurePosixPath) -> PurePosixPath!
is_relative_to(other:str) -> bool = is_relative_to_text
is_relative_to(other:PurePosixPath) -> bool
__str__() -> str = shown`,
    operators: `
PurePosixPath / PurePosixPath -> PurePosixPath : over
PurePosixPath / str -> PurePosixPath : joined
str / PurePosixPath -> PurePosixPath : ~under`,
  }),
);

/** A part of a path: a text, or a path. */
const isPath = (x: Typed): boolean => {
  const part = soloPart(x.t);
  return part?.kind === "native" && part.ref === "PurePosixPath";
};

type Write = (parts: string) => string;

function ofParts(
  e: Elaborator,
  given: Typed[],
  at: Parameters<Call1>[1],
  what: string,
  result: () => Typed["t"],
  write: Write,
): Typed {
  if (given.some((x) => isBottom(x.t))) return dead(e, at, ...given);
  if (!given.every((x) => isOnly(x, STR) || isPath(x))) return e.refuse(`${what} of what may be no path`, at);
  return typed(result(), at, (g) =>
    write(`&[${given.map((x) => (isPath(x) ? `&${g.recv(x)}.shown()` : g.ref(x))).join(", ")}]`),
  );
}

const positional = (e: Elaborator, node: Parameters<Call1>[1], what: string): Typed[] => {
  const given = typeArguments(e, node.args, node.keywords);
  if (given.keywords.size || given.rest || given.restNamed) return e.refuse(`${what} with these arguments`, node);
  return given.positional;
};

const join: Call1 = (e, node) => {
  const parts = positional(e, node, "os.path.join");
  if (!parts.length) return e.refuse("os.path.join without a path", node);
  return ofParts(
    e,
    parts,
    node,
    "os.path.join",
    () => e.store.temp(STR),
    (text) => `ospath::join(${text})`,
  );
};

const pathOf =
  (name: string): Call1 =>
  (e, node) =>
    ofParts(
      e,
      positional(e, node, `pathlib.${name}`),
      node,
      `pathlib.${name}`,
      () => nativeCell(e, "PurePosixPath"),
      (text) => `ospath::PurePath::new("${name === "Path" ? "PosixPath" : "PurePosixPath"}", ${text})`,
    );

SPECIAL.set("PurePosixPath.joinpath", (e, x, _part, node) =>
  ofParts(
    e,
    [x, ...positional(e, node, "joinpath")],
    node,
    "joinpath",
    () => nativeCell(e, "PurePosixPath"),
    (text) => `ospath::PurePath::new("PurePosixPath", ${text})`,
  ),
);

const TEXTS = `
basename(p:str) -> str
dirname(p:str) -> str
split(p:str) -> tuple[str, str]
splitext(p:str) -> tuple[str, str]
isabs(s:str) -> bool
normpath(path:str) -> str
commonprefix(m:list[str]) -> str
commonpath(paths:list[str]) -> str!
relpath(path:str, start:str=&lit(".")) -> str!
splitdrive(p:str) -> tuple[str, str]
normcase(s:str) -> str`;

const CALLS: Record<string, Call1> = { join, ...describedCalls("os.path", TEXTS, "ospath"), ...PATH_FILES };
const ASKING = "islink getmtime abspath realpath expanduser expandvars samefile";

const under = (prefix: string, calls: Record<string, Call1>): Record<string, Call1> =>
  Object.fromEntries(Object.entries(calls).map(([name, made]) => [`${prefix}${name}`, made]));

const refused = (module: string, names: string): Record<string, Call1> =>
  refusedCalls(module, Object.fromEntries(names.split(" ").map((name) => [name, DISK])));

export const os: Record<string, Call1> = {
  ...under("path.", { ...CALLS, ...refused("os.path", ASKING) }),
  ...OS_FILES,
  ...environment,
  ...refused("os", "getcwd walk stat scandir chdir system"),
};

export const posixpath: Record<string, Call1> = CALLS;

export const pathlib: Record<string, Call1> = {
  PurePosixPath: pathOf("PurePosixPath"),
  PurePath: pathOf("PurePath"),
  Path: pathOf("Path"),
  ...refused("pathlib", "Path.cwd Path.home"),
};

export const PATH_CONSTANTS = {
  ...describedConstants(
    "os",
    `
sep: str = lit("/")
linesep: str = lit("\\n")
pathsep: str = lit(":")
curdir: str = lit(".")
pardir: str = lit("..")
extsep: str = lit(".")
name: str = lit("posix")`,
  ),
  ...describedConstants(
    "os.path",
    `
sep: str = lit("/")
curdir: str = lit(".")
pardir: str = lit("..")`,
  ),
};
