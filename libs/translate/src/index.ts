import type { Module } from "./ast.js";
import { ADDED_METHOD, desugarAddedMethods } from "./desugar/added-methods.js";
import { desugarAlternatives } from "./desugar/alternatives.js";
import { desugarArguments } from "./desugar/arguments.js";
import { BOUND_AGAIN, desugarBoundAgain } from "./desugar/bound-again.js";
import { desugarCaches } from "./desugar/caches.js";
import { desugarClassBodies } from "./desugar/class-bodies.js";
import { desugarClassDecorators } from "./desugar/class-decorators.js";
import { desugarClassLambdas } from "./desugar/class-lambdas.js";
import { CLASS_WITHIN, desugarClassesInFunctions } from "./desugar/classes-in-functions.js";
import { desugarCoroutines } from "./desugar/coroutines.js";
import { desugarDeclining } from "./desugar/declining.js";
import { desugarDecoratorTurns } from "./desugar/decorator-turns.js";
import { desugarDescriptors } from "./desugar/descriptors.js";
import { desugarDoctests } from "./desugar/doctests.js";
import { desugarEncoders } from "./desugar/encoders.js";
import { markEnumMembers } from "./desugar/enum-members.js";
import { desugarFlags } from "./desugar/flags.js";
import { desugarFunctionAttributes } from "./desugar/function-attributes.js";
import { desugarGlobalsWalked } from "./desugar/globals-walked.js";
import { desugarHandlerParameters } from "./desugar/handler-parameters.js";
import { desugarHandlersWorkedOut, HANDLER_WORKED_OUT } from "./desugar/handlers-worked-out.js";
import { desugarLateImports } from "./desugar/late-imports.js";
import { desugarMadeClasses } from "./desugar/made-classes.js";
import { desugarManagerDecorators } from "./desugar/manager-decorators.js";
import { desugarMethodDecorators } from "./desugar/method-decorators.js";
import { desugarNamedHandlers } from "./desugar/named-handlers.js";
import { desugarNamespaces } from "./desugar/namespaces.js";
import { desugarOverloads } from "./desugar/overloads.js";
import { desugarPartialMethods } from "./desugar/partial-methods.js";
import { desugarPercentTexts, PERCENT_TEXT } from "./desugar/percent-texts.js";
import { desugarPrivateNames } from "./desugar/private-names.js";
import { desugarPropertyCalls } from "./desugar/property-calls.js";
import { desugarReboundImports } from "./desugar/rebound-imports.js";
import { desugarRecords } from "./desugar/records.js";
import { desugarRenamedImports, RENAMED_IMPORT } from "./desugar/renamed-imports.js";
import { desugarSingleDispatch } from "./desugar/single-dispatch.js";
import { markSoleClasses } from "./desugar/sole-classes.js";
import { desugarStructFormats } from "./desugar/struct-formats.js";
import { desugarSubclasses, SUBCLASSES } from "./desugar/subclasses.js";
import { desugarTypedDicts } from "./desugar/typed-dicts.js";
import { desugarWarnings } from "./desugar/warnings.js";
import { desugarWrappers } from "./desugar/wrappers.js";
import { type Diagnostic, EndlessType, Refusal, refuse, SharedMemo } from "./diagnostics.js";
import { type Mapped, writeProgram } from "./generate/program.js";
import { Elaborator } from "./infer/elaborator.js";
import { isBuiltinName } from "./library/builtin-names.js";
import { linkUnits } from "./program/link.js";
import { Loader } from "./program/load.js";
import type { Files, Unit } from "./program/unit.js";
import { talksToGenerators } from "./program/walk.js";
import { markTypeAliases } from "./resolve/aliases.js";
import { attributeNames } from "./resolve/attribute-names.js";
import { markEarlyUses } from "./resolve/order.js";
import { ownNames } from "./resolve/own-names.js";
import { ScopeBuilder } from "./resolve/scopes.js";
import { unitOf } from "./resolve/symbols.js";
import { WebBuilder } from "./resolve/webs.js";
import { type Cell, INT } from "./types/cell.js";

export type { Module } from "./ast.js";
export { type Diagnostic, Refusal } from "./diagnostics.js";
export type { Mapped } from "./generate/program.js";
export { type Parse, parse } from "./parse/parse.js";
export { importedFiles, programFiles } from "./program/neighbours.js";
export { type Files, moduleToRun } from "./program/unit.js";
export { supportTable } from "./support.js";

export type Translation =
  | { ok: true; rust: string; map: Mapped[]; diagnostics: Diagnostic[] }
  | { ok: false; diagnostics: Diagnostic[] };

/** Translates one Python program to one Rust file against `pyrt`, or says what stands in the way. Pure: no I/O. */
export function translate(source: string, options: { file?: string } = {}): Translation {
  const file = options.file ?? "program.py";
  return translateProgram({ main: file, files: { [file]: source } });
}

/**
 * Translates a program of several files to one Rust file. `files` are its sources by path, relative to the folder
 * that Python looks in first; `main` is the one that is run: as `python3 main.py` at the root, as `python3 -m` in a
 * folder. Files that nothing imports are not looked at.
 */
export function translateProgram(program: { main: string; files: Files }): Translation {
  const { main, files } = program;
  const loader = new Loader(files, main);
  let elaborator: Elaborator | undefined;
  try {
    for (const [file, source] of Object.entries(files)) refuseHuge(file, source, loader);
    const unit = loader.run(main);
    elaborator = new Elaborator(main, new Map(), loader.units);
    resolve(loader, elaborator, Object.values(files));
    elaborator.run(unit.module, unit.module.scope as NonNullable<Unit["module"]["scope"]>);
    return { ok: true, ...write(elaborator), diagnostics: [...elaborator.remarks.values()] };
  } catch (cause) {
    const inst = elaborator?.cx?.inst;
    const unit = inst && unitOf(inst.scope);
    const found = diagnosticOf(cause, unit?.written ? main : (unit?.file ?? loader.file));
    if (unit?.written) found.message = `${found.message}, as ${unit.name} has it`;
    return { ok: false, diagnostics: [found] };
  }
}

const MAX_WIDENINGS = 8;

/**
 * Writes the program. A list that holds nothing but lists of its own type has no Rust type of its own: its items are
 * given another kind beside, numbers. A cached function whose versions remember apart what Python remembers together is
 * given one version. What either means is inferred before the program is written again.
 */
function write(e: Elaborator): ReturnType<typeof writeProgram> {
  for (let i = 0; ; i++) {
    try {
      return writeProgram(e);
    } catch (cause) {
      if (i === MAX_WIDENINGS) throw cause;
      if (cause instanceof EndlessType) e.store.add(cause.cell as Cell, INT);
      else if (cause instanceof SharedMemo && !e.single.has(cause.node)) e.single.add(cause.node);
      else throw cause;
      e.settle();
    }
  }
}

/** Past this a file is data rather than a program: types would be looked for in it for minutes. */
export const LARGEST_SOURCE = 1 << 20;

function refuseHuge(file: string, source: string, loader: Loader): void {
  if (source.length <= LARGEST_SOURCE) return;
  loader.file = file;
  refuse("a file of more than 1 MiB", undefined, "read its data from standard input");
}

/** What is rewritten before names are looked for, where a source has a word without which there is nothing to do. */
const DESUGARS: [Pick<RegExp, "test">, (modules: Module[]) => void][] = [
  [/import/, desugarReboundImports],
  [/import/, desugarLateImports],
  [RENAMED_IMPORT, desugarRenamedImports],
  [BOUND_AGAIN, desugarBoundAgain],
  [/\btype\([^()]+,|Enum\(\s*["']/, desugarMadeClasses],
  [CLASS_WITHIN, desugarClassesInFunctions],
  [/^[ \t]*class\b/m, desugarClassBodies],
  [PERCENT_TEXT, desugarPercentTexts],
  [/\b__(?!\w*__\b)\w/, desugarPrivateNames],
  [/async|await/, desugarCoroutines],
  [/singledispatch/, desugarSingleDispatch],
  [/partialmethod/, desugarPartialMethods],
  [/Flag/, desugarFlags],
  [/\bproperty\(/, desugarPropertyCalls],
  [/overload/, desugarOverloads],
  [/\bexcept [a-z_]\w*(?: as \w+)?:/, desugarHandlerParameters],
  [/^\s*\w+ = \(?[\w.]*(?:Error|Exception|Interrupt)\b,/m, desugarNamedHandlers],
  [HANDLER_WORKED_OUT, desugarHandlersWorkedOut],
  [/^\s+\w+ = lambda/m, desugarClassLambdas],
  [/^[ \t]+class\b/m, markSoleClasses],
  [SUBCLASSES, desugarSubclasses],
  [ADDED_METHOD, desugarAddedMethods],
  [/^\s*@[^\n]*\n(\s*@[^\n]*\n)*\s*class\b/m, desugarClassDecorators],
  [/@/, desugarMethodDecorators],
  [/^\s*@\w[^\n]*\(/m, desugarDecoratorTurns],
  [/TypedDict/, desugarTypedDicts],
  [/SimpleNamespace/, desugarNamespaces],
  [/argparse/, desugarArguments],
  [/warnings/, desugarWarnings],
  [/\bstruct\b/, desugarStructFormats],
  [/\bcls\s*=/, desugarEncoders],
  [/__members__/, markEnumMembers],
  [/__[gs]et__/, desugarDescriptors],
  [/NotImplemented/, desugarDeclining],
  [/match/, desugarAlternatives],
  [/\bglobals\(\)/, desugarGlobalsWalked],
  [/contextmanager/, desugarManagerDecorators],
  [/__wrapped__|update_wrapper/, desugarWrappers],
  [/cache/, desugarCaches],
  [/dataclass|[Nn]amed[Tt]uple|doctest/, desugarRecords],
];

/** What asks which exception is being handled, to log it. */
const LOGGED = /\blogging\b[\s\S]*(\.exception\(|exc_info=)/;

/** Finds every name of every module and what it stands for. */
function resolve(loader: Loader, elaborator: Elaborator, sources: string[]): void {
  const { units } = loader;
  // Beyond ASCII names may be written in several ways; modules that come with the translator are no sources.
  const isOdd = units.some(({ written }) => written) || sources.some((source) => /[^\0-\x7f]/.test(source));
  const has = (word: Pick<RegExp, "test">): boolean => isOdd || sources.some((source) => word.test(source));
  for (const unit of has(/doctest/) ? units : []) {
    loader.file = unit.file;
    desugarDoctests(unit.module);
  }
  const modules = units.map(({ module }) => module);
  for (const [word, desugar] of DESUGARS) if (has(word)) desugar(modules);
  elaborator.functionAttributes = desugarFunctionAttributes(modules);
  const moduleOf = (name: string): Module | undefined => units.find((unit) => unit.name === name)?.module;
  const own = ownNames(modules);
  for (const unit of units) {
    loader.file = unit.file;
    new ScopeBuilder(isBuiltinName, (name) => own.has(name)).build(unit.module);
    markTypeAliases(unit.module, moduleOf);
    markEarlyUses(unit.module, isBuiltinName);
  }
  linkUnits(units, (unit) => {
    loader.file = unit.file;
  });
  if (has(/\b(get|set|has)attr\b|__dict__|\bvars\b/)) elaborator.attributeNames = attributeNames(modules);
  elaborator.laysOut = sources.some((source) => source.includes("pprint"));
  elaborator.asksContext = sources.some((source) => source.includes("__context__"));
  elaborator.logsHandled = sources.some((source) => LOGGED.test(source));
  elaborator.yields = has(/\byield\b/);
  elaborator.talks = has(/send|throw|close/) && modules.some(talksToGenerators);
  const webs = new WebBuilder(elaborator.blocks, isBuiltinName);
  for (const unit of units) {
    loader.file = unit.file;
    webs.module(unit.module);
  }
}

function diagnosticOf(cause: unknown, file: string): Diagnostic {
  if (cause instanceof Refusal) return cause.diagnostic(file);
  const message = cause instanceof Error ? cause.message : String(cause);
  const said = /call stack/i.test(message) ? "it is nested too deeply" : `the translator failed on it (${message})`;
  return new Refusal("this program", `this program is not supported: ${said}`).diagnostic(file);
}
