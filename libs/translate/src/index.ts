import { desugarRecords } from "./desugar/records.js";
import { type Diagnostic, Refusal } from "./diagnostics.js";
import { type Mapped, writeProgram } from "./generate/program.js";
import { Elaborator } from "./infer/elaborator.js";
import { parse as parseSource } from "./parse/parse.js";
import { markTypeAliases } from "./resolve/aliases.js";
import { markEarlyUses } from "./resolve/order.js";
import { ScopeBuilder } from "./resolve/scopes.js";
import { WebBuilder } from "./resolve/webs.js";

export type { Module } from "./ast.js";
export { type Diagnostic, Refusal } from "./diagnostics.js";
export type { Mapped } from "./generate/program.js";
export { type Parse, parse } from "./parse/parse.js";

export type Translation =
  | { ok: true; rust: string; map: Mapped[]; diagnostics: Diagnostic[] }
  | { ok: false; diagnostics: Diagnostic[] };

/** Translates one Python program to one Rust file against `pyrt`, or says what stands in the way. Pure: no I/O. */
export function translate(source: string, options: { file?: string } = {}): Translation {
  const file = options.file ?? "program.py";
  try {
    const module = parseSource(source);
    desugarRecords(module);
    const scope = new ScopeBuilder().build(module);
    markTypeAliases(module);
    markEarlyUses(module);
    const webs = new WebBuilder();
    webs.module(module);
    const elaborator = new Elaborator(file, webs.blocks);
    elaborator.run(module, scope);
    return { ok: true, ...writeProgram(elaborator), diagnostics: [] };
  } catch (cause) {
    if (cause instanceof Refusal) return { ok: false, diagnostics: [cause.diagnostic(file)] };
    const message = cause instanceof Error ? cause.message : String(cause);
    const internal = new Refusal(
      "this program",
      /call stack/i.test(message) ? "the program is nested too deeply" : message,
      { code: "internal" },
    );
    return { ok: false, diagnostics: [internal.diagnostic(file)] };
  }
}
