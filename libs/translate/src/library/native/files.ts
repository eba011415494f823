/** `open`, and what `os`, `shutil` and `pathlib` do with files: a program has files of its own, kept in memory. */
import type { Call, Expr } from "../../ast.js";
import type { Remark } from "../../diagnostics.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { isOnly } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead } from "../../infer/unions.js";
import { eachNode } from "../../program/walk.js";
import { unitOf } from "../../resolve/symbols.js";
import { isBottom, STR } from "../../types/cell.js";
import { Given } from "../given.js";
import { accepts, argument, callDescribed, givenArguments, unfit } from "./call.js";
import { type Call1, describedCalls } from "./module.js";
import { nativeCell, parseType, signatures } from "./signature.js";
import { nativeType, register, SPECIAL } from "./types.js";

/** A path as a text or as an object, and a file of bytes, which Python has under several names. */
const PLACE = "_Place";
const BINARY = "BufferedFile";

register(
  nativeType("os", PLACE, "files::Place", {
    from: { str: "files::Place::of", PurePosixPath: "files::Place::of_path" },
  }),
  nativeType("io", BINARY, "files::BinaryFile", {
    frozen: false,
    items: "bytes",
    attributes: `
closed -> bool
name -> str`,
    methods: `
read(size:int?=None) -> bytes!
readline(size:int=&int(-1)) -> bytes!
readlines() -> list[bytes]!
write(b:bytes) -> int!
writelines(lines:iter[bytes]) -> None!
tell() -> int!
seek(target:int, whence:int=&int(0)) -> int!
truncate(size:int?=None) -> int!
flush() -> None!
close() -> None
readable() -> bool!
writable() -> bool!
seekable() -> bool!`,
  }),
);

const REMARK: Remark = {
  construct: "files",
  message:
    "the files of this program are its own: they are kept in memory, and what is on the disk is neither read nor changed",
  suggestion: "read what is there already from standard input",
};

const READING = "the module has files of its own alone: read from standard input";
const SORTED = "the order of a folder is the disk's own: put sorted() around it";
const MODES = /^(?:[rwax]t?\+?|[rwax]\+t|[rwax]b\+?|[rwax]\+b)$/;
const HANDLERS =
  /^(?:OSError|IOError|EnvironmentError|FileNotFoundError|PermissionError|IsADirectoryError|NotADirectoryError)$/;
const TEMPORARY = /^(?:written_)?tempfile$/;
const MAKING = /^(?:write_text|write_bytes|touch)$/;

const textOf = (node: Expr | undefined): string | undefined =>
  node?.nodeType === "Constant" && node.lit.k === "str" ? node.lit.v : undefined;

/** Buffered as files of text are, or by lines. */
const isUsual = (node: Expr): boolean =>
  node.nodeType === "UnaryOp"
    ? isUsual(node.operand)
    : node.nodeType === "Constant" && node.lit.k === "int" && Number(node.lit.v) === 1;

const modeOf = (node: Call, at = 1): Expr | undefined =>
  node.args[at] ?? node.keywords.find(({ arg }) => arg === "mode")?.value;

const isOpen = ({ func }: Call): boolean =>
  (func.nodeType === "Name" && func.id === "open") || (func.nodeType === "Attribute" && func.attr === "open");

/** The place that a call of `open` names. */
const placeNamed = (node: Call): Expr | undefined =>
  node.args[0] ?? node.keywords.find(({ arg }) => arg === "file")?.value;

/** The place in `Path("a.txt").method(…)`; nothing where the path is worked out. */
function placeOfPath({ func }: Call): Expr | undefined {
  const path = func.nodeType === "Attribute" ? func.value : undefined;
  return path?.nodeType === "Call" && path.args.length === 1 ? path.args[0] : undefined;
}

/** `os.mkdir(…)` and what else gives a name to something. */
const isFolder = ({ func }: Call): boolean =>
  func.nodeType === "Attribute" &&
  func.value.nodeType === "Name" &&
  func.value.id === "os" &&
  /^(?:mkdir|makedirs|rename|replace)$/.test(func.attr);

/** Is it a mode by which files are made, or may one that is worked out be? */
function mayMake(mode: Expr, isMode: boolean): boolean {
  const text = textOf(mode);
  return text === undefined ? isMode : MODES.test(text) && !/^rb?t?$/.test(text);
}

/** What a program says of its files. */
export interface FilesOf {
  /** It makes some whose names are worked out, or reckons with files that are not there. */
  anyName: boolean;
  /** The names of those that it makes, where they stand in the source. */
  names: Set<string>;
}

/** What the program makes: what it only reads is on the disk. */
function filesOf(e: Elaborator): FilesOf {
  const found: FilesOf = { anyName: false, names: new Set() };
  const made = (place: Expr | undefined): void => {
    const name = textOf(place);
    if (name === undefined) found.anyName = true;
    else found.names.add(name);
  };
  const look = (each: { nodeType: string }): void => {
    const node = each as Expr;
    if (node.nodeType === "Name" && HANDLERS.test(node.id)) found.anyName = true;
    if (each.nodeType === "ImportFrom" && TEMPORARY.test((each as { module?: string }).module ?? ""))
      found.anyName = true;
    if (each.nodeType === "Alias" && (each as { name?: string }).name === "tempfile") found.anyName = true;
    if (node.nodeType !== "Call") return;
    if (isFolder(node)) for (const place of node.args) made(place);
    if (node.func.nodeType === "Attribute" && MAKING.test(node.func.attr)) made(placeOfPath(node));
    if (!isOpen(node)) return;
    const [first] = node.args;
    const [mode, ofPath] = [modeOf(node), modeOf(node, 0)];
    if (mode && mayMake(mode, mode !== first)) made(placeNamed(node));
    else if (ofPath && mayMake(ofPath, ofPath !== first)) made(placeOfPath(node));
  };
  for (const { module, written } of e.units) if (!written) eachNode(module, look);
  return found;
}

/** Calls of which nobody sees in what order they give things: the disk has an order of its own. */
const UNORDERED = /^(?:sorted|len|set|frozenset|min|max)$/;

function unordered(e: Elaborator): Set<Call> {
  const found = new Set<Call>();
  for (const { module } of e.units)
    eachNode(module, (each) => {
      const node = each as Expr;
      const [only] =
        node.nodeType === "Call" && node.func.nodeType === "Name" && UNORDERED.test(node.func.id) ? node.args : [];
      if (only?.nodeType === "Call") found.add(only);
    });
  return found;
}

/** Says what a program's files are, where it has the first of them. */
function uses(e: Elaborator, node: Call): void {
  e.library.hasFiles = true;
  if (!unitOf(e.cx.inst.scope)?.written) e.remark(REMARK, node);
}

/** The same where it reads what it may have written: what it never writes is refused. */
function reads(e: Elaborator, name: string, node: Call, place: Expr | undefined): void {
  e.library.files ??= filesOf(e);
  const { anyName, names } = e.library.files;
  const path = textOf(place);
  const isOwn = anyName || (path === undefined ? names.size > 0 : names.has(path));
  if (!isOwn && !unitOf(e.cx.inst.scope)?.written)
    e.refuse(`${name} of a file that the program does not make`, node, READING);
  uses(e, node);
}

/** `open(place, mode, …)`; a path's own `open` has the mode first. */
function opened(e: Elaborator, node: Call, name: string, place: Typed, first: number): Typed {
  const given = new Given(e, node);
  given.only(first + 5, ...(first ? ["file"] : []), "mode", "buffering", "encoding", "errors", "newline");
  const said = modeOf(node, first);
  const mode = said === undefined ? "r" : textOf(said);
  if (mode !== undefined && !MODES.test(mode))
    return e.refuse(`${name} with the mode ${JSON.stringify(mode)}`, node, "open it to read or to write");
  const buffering = given.expr(first + 1, "buffering");
  if (buffering && !isUsual(buffering)) return e.refuse(`${name} with this buffering`, buffering);
  if (mode?.startsWith("r") && !mode.includes("+")) reads(e, name, node, first ? placeNamed(node) : placeOfPath(node));
  else uses(e, node);
  const options = ["encoding", "errors", "newline"].map((option, at) => given.opt(first + 2 + at, option));
  const isBinary = mode?.includes("b") ?? false;
  // One that is worked out is that of a text.
  const how = mode === undefined ? given.arg(first, "mode") : undefined;
  if (isBinary && options.some((option) => option)) return e.refuse(`${name} of bytes with an encoding`, node);
  if ([place, how, ...options].some((x) => x && isBottom(x.t))) return dead(e, node, place);
  if (how && !isOnly(how, STR)) return unfit(e, name, [place, how], node, false);
  if (!accepts(e, place, parseType(PLACE))) return unfit(e, name, [place], node, false);
  const text = parseType("str?");
  const odd = options.find((option) => option && !accepts(e, option, text));
  if (odd) return unfit(e, name, [odd], node, false);
  return raising(nativeCell(e, isBinary ? BINARY : "TextIOWrapper"), node, (g) => {
    const by = how ? g.q(`files::mode_of(${g.ref(how)})`) : JSON.stringify(mode);
    const from = `${argument(g, e, place, parseType(PLACE))}, ${by}`;
    if (isBinary) return `files::open_bytes(${from})`;
    const more = options.map((option) => (option ? argument(g, e, option, text) : "None"));
    return `files::open_text(${from}, ${more.join(", ")})`;
  });
}

export const open: Call1 = (e, node) =>
  isStandardInput(node)
    ? typed(nativeCell(e, "TextIOWrapper"), node, () => "io::opened_input()")
    : opened(e, node, "open()", new Given(e, node).arg(0, "file"), 1);

/** `open(0)`, as short programs have it. */
function isStandardInput({ args, keywords }: Call): boolean {
  const [file] = args;
  if (args.length !== 1 || keywords.length > 0 || file?.nodeType !== "Constant") return false;
  return file.lit.k === "int" && file.lit.v === 0n;
}

SPECIAL.set("PurePosixPath.open", (e, x, _part, node) => opened(e, node, "Path.open", x, 0));

/** What a path does with files. */
const OF_PATHS = `
exists() -> bool
is_file() -> bool
is_dir() -> bool
read_text(encoding:str?=None, errors:str?=None) -> str!
write_text(data:str, encoding:str?=None, errors:str?=None, newline:str?=None) -> int!
read_bytes() -> bytes!
write_bytes(data:bytes) -> int!
touch(*, exist_ok:bool=true) -> None!
unlink(missing_ok:bool=false) -> None!
mkdir(*, parents:bool=false, exist_ok:bool=false) -> None!
rmdir() -> None!
rename(target:${PLACE}) -> PurePosixPath!
replace(target:${PLACE}) -> PurePosixPath! = rename`;

for (const [name, all] of signatures(OF_PATHS))
  SPECIAL.set(`PurePosixPath.${name}`, (e, x, _part, node) => {
    reads(e, `Path.${name}`, node, placeOfPath(node));
    return callDescribed(e, all, givenArguments(e, node), node, `Path.${name}`, (g) => `${g.recv(x)}.`);
  });

/** Functions that know the program's own files; `isNew`: they make some. */
function ofFiles(module: string, lines: string, isNew = false): Record<string, Call1> {
  return Object.fromEntries(
    Object.entries(describedCalls(module, lines, "files")).map(([name, call]) => [
      name,
      (e: Elaborator, node: Call) => {
        if (isNew) uses(e, node);
        else reads(e, `${module}.${name}`, node, node.args[0]);
        return call(e, node);
      },
    ]),
  );
}

export const PATH_FILES = ofFiles(
  "os.path",
  `
exists(path:${PLACE}) -> bool
lexists(path:${PLACE}) -> bool = exists
isfile(path:${PLACE}) -> bool
isdir(s:${PLACE}) -> bool
getsize(filename:${PLACE}) -> int!`,
);

export const OS_FILES = ofFiles(
  "os",
  `
remove(path:${PLACE}) -> None!
unlink(path:${PLACE}) -> None! = remove
mkdir(path:${PLACE}) -> None!
makedirs(name:${PLACE}, *, exist_ok:bool=false) -> None!
rmdir(path:${PLACE}) -> None!
rename(src:${PLACE}, dst:${PLACE}) -> None!
replace(src:${PLACE}, dst:${PLACE}) -> None! = rename`,
);

/** `os.listdir(…)` where its order is not seen. */
OS_FILES.listdir = (e, node) => {
  e.library.unordered ??= unordered(e);
  if (!e.library.unordered.has(node)) return e.refuse("os.listdir", node, SORTED);
  return listed(e, node);
};

const listed = ofFiles("os", `listdir(path:${PLACE}) -> list[str]!`).listdir as Call1;

/** A file that is gone once it is closed, unless its maker wants it kept. */
function temporary(e: Elaborator, node: Call, name: "NamedTemporaryFile" | "TemporaryFile"): Typed {
  const given = new Given(e, node);
  given.only(
    1,
    "mode",
    "encoding",
    "newline",
    "suffix",
    "prefix",
    "dir",
    ...(name === "TemporaryFile" ? [] : ["delete"]),
  );
  const said = modeOf(node, 0);
  const mode = said === undefined ? "w+b" : textOf(said);
  if (mode === undefined || !MODES.test(mode)) return e.refuse(`tempfile.${name} with this mode`, node);
  uses(e, node);
  const isBinary = mode.includes("b");
  const options = ["encoding", "newline", "suffix", "prefix", "dir"].map((option) => given.opt(9, option));
  if (isBinary && (options[0] || options[1])) return e.refuse(`tempfile.${name} of bytes with an encoding`, node);
  const text = parseType("str?");
  const odd = options.find((option) => option && !accepts(e, option, text));
  if (odd) return unfit(e, `tempfile.${name}`, [odd], node, false);
  const kept = given.opt(9, "delete");
  return raising(nativeCell(e, isBinary ? BINARY : "TextIOWrapper"), node, (g) => {
    const all = options.map((option) => (option ? argument(g, e, option, text) : "None"));
    const last = kept ? argument(g, e, kept, parseType("bool")) : "true";
    const by = isBinary ? `temporary_bytes` : `named_temporary`;
    return `files::${by}(${[JSON.stringify(mode), ...all.slice(isBinary ? 2 : 0), last].join(", ")})`;
  });
}

/** Files and folders that are gone once nobody has them. */
export const tempfile: Record<string, Call1> = {
  NamedTemporaryFile: (e, node) => temporary(e, node, "NamedTemporaryFile"),
  TemporaryFile: (e, node) => temporary(e, node, "TemporaryFile"),
  ...ofFiles(
    "tempfile",
    `
gettempdir() -> str
mkdtemp(suffix:str?=None, prefix:str?=None, dir:str?=None) -> str!`,
    true,
  ),
};

export const shutil = ofFiles("shutil", `rmtree(path:${PLACE}) -> None!`);
