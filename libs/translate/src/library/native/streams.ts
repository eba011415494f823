/** Streams of text: `sys.stdin`, `sys.stdout`, `sys.stderr` and `io.StringIO`. */
import type { Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { callee } from "../../infer/callee.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { isOnly } from "../../infer/numbers.js";
import { type Step, type Typed, typed } from "../../infer/typed.js";
import { spread, typeName } from "../../infer/unions.js";
import { type Cell, NONE, soloPart } from "../../types/cell.js";
import { Given } from "../given.js";
import { open } from "./files.js";
import { describedCalls, describedConstants } from "./module.js";
import { nativeCell } from "./signature.js";
import { nativeType, register, SPECIAL } from "./types.js";

register(
  nativeType("io", "TextIOWrapper", "Out", {
    frozen: false,
    items: "str",
    attributes: `
closed -> bool
name -> str!
mode -> str!`,
    methods: `
write(text:str) -> int!
writelines(lines:iter[str]) -> None!
flush() -> None!
read(size:int?=None) -> str!
readline(size:int=&int(-1)) -> str!
readlines() -> list[str]!
tell() -> int!
seek(cookie:int, whence:int=&int(0)) -> int!
truncate(pos:int?=None) -> int!
close() -> None
readable() -> bool!
writable() -> bool!
seekable() -> bool!
getvalue() -> str!`,
  }),
  nativeType("io", "StringIO", "StringIo", {
    frozen: false,
    items: "str",
    attributes: `
closed -> bool`,
    methods: `
write(s:str) -> int!
writelines(lines:iter[str]) -> None!
getvalue() -> str!
read(size:int?=None) -> str!
readline(size:int=&int(-1)) -> str!
readlines() -> list[str]!
tell() -> int!
seek(pos:int, whence:int=&int(0)) -> int!
truncate(size:int?=None) -> int!
close() -> None
flush() -> None!
readable() -> bool! = able
writable() -> bool! = able
seekable() -> bool! = able
isatty() -> bool!`,
  }),
);

export const io = {
  ...describedCalls(
    "io",
    `
StringIO() -> StringIO = new(&lit("")).clone
StringIO(initial_value:str) -> StringIO = new`,
    "StringIo",
  ),
  open,
};

export const STREAM_CONSTANTS = describedConstants(
  "sys",
  `
stdin: TextIOWrapper = Out::Stdin
stdout: TextIOWrapper = io::current()
stderr: TextIOWrapper = Out::Stderr
__stdout__: TextIOWrapper = Out::Stdout
__stderr__: TextIOWrapper = Out::Stderr`,
);

/** What `with` does with a stream, by name. */
for (const type of ["TextIOWrapper", "StringIO", "BufferedFile"]) {
  SPECIAL.set(`${type}.__enter__`, (e, x, _part, node) => {
    new Given(e, node).only(0);
    return typed(x.t, node, (g) => {
      const held = g.fresh("stream");
      return `{ let ${held} = ${g.own(x)}; ${g.q(`${held}.${type === "StringIO" ? "able" : "readable"}()`)}; ${held} }`;
    });
  });
  SPECIAL.set(`${type}.__exit__`, (e, x, _part, node) => {
    const given = new Given(e, node).only(3).all();
    return typed(
      e.store.temp(NONE),
      node,
      (g) => `{ let _ = (${given.map((each) => g.own(each)).join(", ")},); ${g.recv(x)}.close() }`,
    );
  });
}

export const STREAM_EXCEPTIONS = { "io.UnsupportedOperation": "io::UNSUPPORTED_OPERATION" };

const outCell = (e: Elaborator): Cell => nativeCell(e, "TextIOWrapper");

/** Where `print(file=…)` writes: `known` is one of the standard streams, which never fails. */
export function stream(e: Elaborator, node: Expr): { known: boolean; write: (g: Gen) => string } {
  const path = callee(e, node);
  if (path?.k === "module" && path.module === "sys.stderr") return { known: true, write: () => "Out::Stderr" };
  if (path?.k === "module" && path.module === "sys.stdout") return { known: true, write: () => "Out::Stdout" };
  if (node.nodeType === "Constant" && node.lit.k === "none") return { known: true, write: () => "Out::Stdout" };
  const x = outOf(e, expression(e, node));
  return { known: false, write: (g) => g.own(x) };
}

/** A value as a stream. */
export function outOf(e: Elaborator, value: Typed): Typed {
  return spread(e, value, (arm) => {
    const part = soloPart(arm.t);
    if (isOnly(arm, NONE)) return typed(outCell(e), arm.at, () => "io::current()");
    if (part?.kind === "native" && part.ref === "TextIOWrapper") return arm;
    if (part?.kind === "native" && part.ref === "StringIO")
      return typed(outCell(e), arm.at, (g) => `Out::Text(${g.own(arm)})`);
    return e.refuse(`a file that is a ${typeName(arm.t)}`, arm.at, "give sys.stdout, sys.stderr or an io.StringIO");
  });
}

/** `sys.stdout = …`. */
export function setStream(e: Elaborator, path: string, x: Typed, at: Expr): Step | undefined {
  if (path !== "sys.stdout") return undefined;
  if (isOnly(x, NONE)) return e.refuse("sys.stdout = None", at);
  const out = outOf(e, x);
  return (g) => g.line(`io::set_current(${g.own(out)});`);
}
