import type { Call, Expr, FunctionDef, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";

/**
 * `asyncio.gather` of coroutines that nothing interrupts, as a function:
 *
 * 1. every argument of every coroutine is worked out before any of them begins;
 * 2. each runs to its end, in order, also after one that raised;
 * 3. the first exception is raised once all have ended.
 */
export class Gathers {
  readonly #made = new Map<Stmt, FunctionDef[]>();
  readonly #settled: Set<object>;
  #count = 0;

  /** `settled` is told of the calls that the functions make. */
  constructor(settled: Set<object>) {
    this.#settled = settled;
  }

  /** The call that stands for `gather(…)`. Its function is put before the statement around it by `place`. */
  call(node: Call, stmt: Stmt, unpacked: boolean, isOwn: (x: unknown) => x is Call): Expr | undefined {
    const keeps = node.keywords.length === 1 && isTrue(node.keywords[0]?.value);
    if (node.keywords.length > 0 && !(keeps && node.keywords[0]?.arg === "return_exceptions")) return undefined;
    this.#count += 1;
    const name = `gather__${this.#count}`;
    const [only] = node.args;
    if (only?.nodeType === "Starred" && node.args.length === 1) {
      const made = only.value;
      if (made.nodeType !== "ListComp" && made.nodeType !== "GeneratorExp") return undefined;
      if (!isOwn(made.elt)) return undefined;
      const items = { ...made, nodeType: "ListComp", elt: tuple(parts(made.elt), made.elt) } as Expr;
      this.#keep(stmt, many(name, made.elt, keeps), node);
      return callOf(name, [items], node);
    }
    if (!node.args.every(isOwn)) return undefined;
    const calls = node.args as Call[];
    this.#keep(stmt, each(name, calls, keeps, unpacked), node);
    return callOf(name, calls.flatMap(parts), node);
  }

  /** Puts the functions before the statements that call them. */
  place(body: Stmt[]): Stmt[] {
    return body.flatMap((stmt) => [...(this.#made.get(stmt) ?? []), stmt]);
  }

  #keep(stmt: Stmt, made: { text: string; funcs: Expr[] }, at: Place): void {
    const def = parse(made.text).body[0] as FunctionDef;
    eachNode(def, (node) => {
      const name = node as unknown as { nodeType: string; id?: string };
      Object.assign(node, "lineno" in node ? placeOf(at) : {});
      const slot = /^called__(\d+)$/.exec(name.nodeType === "Name" ? (name.id ?? "") : "")?.[1];
      if (slot === undefined) return;
      const func = { ...(made.funcs[Number(slot)] as Expr) };
      if (func.nodeType === "Attribute") func.value = nameOf(`of__${slot}`, at);
      Object.assign(node, func);
      this.#settled.add(node);
    });
    this.#made.set(stmt, [...(this.#made.get(stmt) ?? []), def]);
  }
}

const isTrue = (node: Expr | undefined): boolean =>
  node?.nodeType === "Constant" && node.lit.k === "bool" && node.lit.v;

/** What a call is made of: the object whose method it is, and its arguments. */
function parts(call: Call): Expr[] {
  const bad = call.args.find((arg) => arg.nodeType === "Starred") ?? call.keywords.find(({ arg }) => arg === undefined);
  if (bad) refuse("a starred argument in gather", bad, "pass the arguments one by one");
  const self = call.func.nodeType === "Attribute" ? [call.func.value] : [];
  return [...self, ...call.args, ...call.keywords.map(({ value }) => value)];
}

/** The names of a call's parts, and the call on them. */
function renamed(call: Call, slot: number): { names: string[]; text: string } {
  const self = call.func.nodeType === "Attribute" ? [`of__${slot}`] : [];
  const given = call.args.map((_, i) => `a${slot}_${i}`);
  const named = call.keywords.map((_, i) => `k${slot}_${i}`);
  const keywords = call.keywords.map(({ arg }, i) => `${arg}=${named[i]}`);
  return {
    names: [...self, ...given, ...named],
    text: `called__${slot}(${[...given, ...keywords].join(", ")})`,
  };
}

interface Made {
  text: string;
  funcs: Expr[];
}

function each(name: string, calls: Call[], keeps: boolean, unpacked: boolean): Made {
  const all = calls.map(renamed);
  const lines = [`def ${name}(${all.flatMap(({ names }) => names).join(", ")}):`];
  const results = all.map((_, i) => `r${i}`);
  all.forEach(({ text }, i) => {
    lines.push("  try:", `    r${i} = ${text}`);
    if (keeps) {
      lines.push("  except Exception as failed:", `    r${i} = failed`);
      return;
    }
    lines.push("  except Exception:");
    for (const later of all.slice(i + 1))
      lines.push("    try:", `      ${later.text}`, "    except Exception:", "      pass");
    lines.push("    raise");
  });
  lines.push(unpacked ? `  return ${results.join(", ")}` : `  return [${results.join(", ")}]`);
  return { text: lines.join("\n"), funcs: calls.map(({ func }) => func) };
}

function many(name: string, call: Call, keeps: boolean): Made {
  const { names, text } = renamed(call, 0);
  const target = names.length ? `(${names.join(", ")},)` : "_";
  const lines = [`def ${name}(items):`, "  results = []", `  for at, ${target} in enumerate(items):`];
  lines.push("    try:", `      results.append(${text})`);
  if (keeps) lines.push("    except Exception as failed:", "      results.append(failed)");
  else
    lines.push(
      "    except Exception:",
      `      for ${target} in items[at + 1:]:`,
      "        try:",
      `          ${text}`,
      "        except Exception:",
      "          pass",
      "      raise",
    );
  lines.push("  return results");
  return { text: lines.join("\n"), funcs: [call.func] };
}

const nameOf = (id: string, at: Place): Expr =>
  ({ nodeType: "Name", id, ctx: { nodeType: "Load" }, ...placeOf(at) }) as unknown as Expr;

const tuple = (elts: Expr[], at: Place): Expr =>
  (elts.length
    ? { nodeType: "Tuple", elts, ctx: { nodeType: "Load" }, ...placeOf(at) }
    : { nodeType: "Constant", value: 0, lit: { k: "int", v: 0n }, ...placeOf(at) }) as unknown as Expr;

const callOf = (name: string, args: Expr[], at: Place): Expr =>
  ({ nodeType: "Call", func: nameOf(name, at), args, keywords: [], ...placeOf(at) }) as unknown as Expr;
