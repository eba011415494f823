import type { Expr, Module, Place, Stmt } from "../ast.js";
import { placed } from "../desugar/await-nodes.js";
import { refuse } from "../diagnostics.js";
import { parse } from "../parse/parse.js";
import { ELSEWHERE, OTHER_PYTHONS } from "./standard.js";
import { STAR_NAMES } from "./star-names.js";
import { bodiesOf, type ImportStmt, isImport } from "./walk.js";

/*
 * Imports whose failure a `try` takes are decided here: what they name is there or it is not.
 *
 * 1. Where all are there and the `try` does nothing else, they stand for it.
 * 2. In the place of the first that is not there stands what raises, and nothing that comes after it in the `try`.
 * 3. Where nothing comes before that, and one handler without a name takes it, the handler's body stands for the whole:
 *    what it imports and defines is the module's own.
 */

/** Whether what an import names is there, and what it raises if not. */
export type Presence =
  | { readonly kind: "there" }
  | { readonly kind: "unknown" }
  | { readonly kind: "absent"; readonly raises: string; readonly isWhole: boolean };

const THERE: Presence = { kind: "there" };
/** Modules within modules of the library that programs ask for. */
const WITHIN = new Set(
  (
    "asyncio.subprocess collections.abc concurrent.futures email.message email.mime html.entities html.parser " +
    "http.client http.cookies http.server importlib.metadata importlib.resources importlib.util json.decoder " +
    "json.encoder logging.config logging.handlers multiprocessing.pool os.path unittest.mock urllib.error " +
    "urllib.parse urllib.request xml.dom xml.dom.minidom xml.etree xml.etree.ElementTree xml.sax"
  ).split(" "),
);
/** Names that modules have beside those that a star imports. */
const HIDDEN_NAMES = new Set(["collections.abc", "json.decoder", "json.encoder"]);

export const noModule = (name: string): Presence => ({
  kind: "absent",
  raises: `ModuleNotFoundError("No module named '${name}'")`,
  isWhole: true,
});

/** What a module of the library is, by its dotted name. */
export function presenceOfLibrarys(name: string): Presence {
  const [top = ""] = name.split(".");
  if (ELSEWHERE.has(top)) return noModule(top);
  return name === top || WITHIN.has(name) ? THERE : { kind: "unknown" };
}

/** What a name is in a module of the library; its message says where the module lies, and is not whole. */
export function presenceOfName(module: string, name: string): Presence {
  if (OTHER_PYTHONS.get(module)?.has(name))
    return { kind: "absent", raises: `ImportError("cannot import name '${name}' from '${module}'")`, isWhole: false };
  const all = STAR_NAMES.get(module);
  const isKnown = !all || name === "*" || all.includes(name) || HIDDEN_NAMES.has(`${module}.${name}`);
  return isKnown ? THERE : { kind: "unknown" };
}

/** The first of several that is not there. */
export function presenceOf(all: readonly Presence[]): Presence {
  return all.find(({ kind }) => kind !== "there") ?? THERE;
}

export function settleGuardedImports(module: Module, presence: (stmt: ImportStmt) => Presence): void {
  const visit = (body: Stmt[]): void => {
    for (let i = 0; i < body.length; i++) {
      const stmt = body[i] as Stmt;
      const settled = stmt.nodeType === "Try" ? settle(stmt, presence) : undefined;
      if (settled) body.splice(i--, 1, ...settled);
      else for (const inner of bodiesOf(stmt)) visit(inner);
    }
  };
  visit(module.body);
}

type Try = Stmt & { nodeType: "Try" };

/** What stands for a `try`; nothing where it stays, perhaps with another body. */
function settle(stmt: Try, presence: (stmt: ImportStmt) => Presence): Stmt[] | undefined {
  const { body, handlers, orelse, finalbody } = stmt;
  if (!handlers.some(({ type }) => catchesImport(type))) return undefined;
  const imports = body.filter(isImport);
  if (!imports.length) return undefined;
  const absent = body.findIndex((each) => isImport(each) && presence(each).kind !== "there");
  if (absent < 0) return imports.length === body.length && !finalbody.length ? [...body, ...orelse] : undefined;
  const [handler] = handlers as [(typeof handlers)[number]];
  const isPlain = absent === 0 && handlers.length === 1 && !handler.name && !finalbody.length;
  const what = presence(body[absent] as ImportStmt);
  const isPassedOver = body.length === 1 && handler.body.every(({ nodeType }) => nodeType === "Pass");
  if (what.kind === "unknown" && !(isPlain && isPassedOver && isSameInC(body[absent] as ImportStmt)))
    refuse("an import that may fail", body[absent] as Stmt, "import what Python 3.11 has, without the try");
  if (isPlain) return [...handler.body];
  if (what.kind !== "absent") return undefined;
  if (!what.isWhole && handlers.some(({ name }) => name))
    refuse("the error of an import that fails, by a name", body[absent] as Stmt);
  body.splice(absent, body.length, raising(what.raises, body[absent] as Stmt));
  orelse.length = 0;
  return undefined;
}

/** Modules in C that do just what is written in Python beside them: others have messages of their own. */
const SAME_IN_C = new Set(["_bisect", "_statistics"]);

const isSameInC = (stmt: ImportStmt): boolean => stmt.nodeType === "ImportFrom" && SAME_IN_C.has(stmt.module ?? "");

const raising = (raises: string, at: Place): Stmt => placed(parse(`raise ${raises}\n`).body[0] as Stmt, at);

function catchesImport(type: Expr | undefined): boolean {
  if (!type) return true;
  if (type.nodeType === "Tuple") return type.elts.some(catchesImport);
  return type.nodeType === "Name" && /^(ImportError|ModuleNotFoundError|Exception|BaseException)$/.test(type.id);
}
