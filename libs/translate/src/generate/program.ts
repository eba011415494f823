import type { ClassInfo, Instance } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { writeDeepEnum, writeEnum } from "./enums.js";
import { APART, HEAD, LOOP, note, writeClass, writeInstance, writeStatics } from "./instances.js";
import { indent } from "./layout.js";
import { type Enum, RustTypes } from "./rust-types.js";

/** Which lines of the Rust text a Python function became. */
export interface Mapped {
  function: string;
  file: string;
  line: number;
  rust: string;
  from: number;
  to: number;
}

/** Writes the whole Rust file of a program that inference has settled. */
export function writeProgram(e: Elaborator): { rust: string; map: Mapped[] } {
  const types = new RustTypes(e.store, [...e.typeNames]);
  const map: Mapped[] = [];
  const functions: { text: string; inst: Instance }[] = [];
  const methods = new Map<ClassInfo, { text: string; inst: Instance }[]>();
  for (const inst of e.reached) {
    if (inst === e.main) continue;
    const text = writeInstance(e, types, inst);
    if (inst.owner?.rust) {
      const list = methods.get(inst.owner) ?? [];
      list.push({ text, inst });
      methods.set(inst.owner, list);
    } else functions.push({ text, inst });
  }
  const main = writeInstance(e, types, e.main);
  const parts: { text: string; inst?: Instance }[] = [];
  const classes = [...e.classes.values()];
  const statics = writeStatics(e, types, classes);
  const bodies = classes.flatMap((info) => writeClass(e, types, info, methods.get(info) ?? []));
  const enums: string[] = [];
  const done = new Set<Enum>();
  for (let again = true; again; ) {
    again = false;
    for (const made of types.enums.values()) {
      if (done.has(made)) continue;
      done.add(made);
      again = true;
      enums.push(writeEnum(e, types, made));
      const copied = [...e.copied].some((cell) => types.of(cell).replace(/^Option<(.*)>$/, "$1") === made.name);
      if (copied) enums.push(writeDeepEnum(made));
    }
  }
  parts.push({ text: HEAD });
  if (statics) parts.push({ text: statics });
  for (const text of enums) parts.push({ text });
  parts.push(...bodies, ...functions, { text: main, inst: e.main });
  parts.push({
    text: `fn main() {\n${e.comparesFunctions ? "know_functions();\n" : ""}pyrt::run("${e.file.replace(/.*\//, "").replace(/["\\]/g, "_")}", program)\n}`,
  });
  let rust = "";
  let line = 1;
  for (const part of parts) {
    if (part.inst && part.inst !== e.main && LOOP.test(part.text) && part.text.startsWith("fn ")) {
      rust += `${APART}\n`;
      line += 1;
    }
    const text = `${indent(part.text)}\n\n`;
    const count = lineBreaks(text);
    if (part.inst) note(map, part.inst, line, line + count - 2);
    rust += text;
    line += count;
  }
  return { rust: `${rust.trimEnd()}\n`, map };
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
