import {
  isCollection,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLParseError,
} from "yaml";
import type { PlanFault } from "./check.js";
import { planInvalid, planOf } from "./define.js";
import type { Plan } from "./plan.js";

/** A plan read from YAML, as far as it could be read, and what is wrong with it: line and column count from 1. */
export interface ReadPlan {
  readonly plan: Plan | undefined;
  readonly faults: readonly PlanFault[];
  /** The same faults, with the places in the text that their pointers lead to. */
  readonly located: (faults: readonly PlanFault[]) => PlanFault[];
}

/** Most aliases that a document may unfold. */
const MAX_ALIASES = 100;

/** Reads a plan from YAML (or JSON). Throws PLAN_INVALID with line and column of every fault. */
export function parsePlan(text: string): Plan {
  const { plan, faults } = readPlan(text);
  const errors = faults.filter(({ severity }) => severity === "error");
  if (plan !== undefined && errors.length === 0) return plan;
  throw planInvalid(plan?.name ?? "", errors);
}

/** Reads a plan from YAML and tells what is wrong with it, warnings too. */
export function readPlan(text: string): ReadPlan {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  const located = (faults: readonly PlanFault[]): PlanFault[] =>
    faults.map((fault) => ({ ...fault, ...place(offsetOf(document.contents, fault.pointer)) }));
  const unread = (message: string, offset: number): PlanFault => {
    return { severity: "error", pointer: "", message, ...place(offset) };
  };
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => unread(saidBy(error), error.pos[0]));
    return { plan: undefined, faults, located };
  }
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    const unnamed: PlanFault[] = [];
    visit(document, {
      Alias(_key, alias) {
        if (alias.resolve(document) !== undefined) return;
        unnamed.push(unread(`nothing before is named &${alias.source}`, alias.range?.[0] ?? 0));
      },
    });
    const tooMany = unread(`its aliases unfold to more than ${MAX_ALIASES} copies`, 0);
    return { plan: undefined, faults: unnamed.length > 0 ? unnamed : [tooMany], located };
  }
  const { plan, faults } = planOf(raw);
  return { plan, faults: located(faults), located };
}

function saidBy({ code, message }: YAMLParseError): string {
  if (code === "MULTIPLE_DOCS") return "another document begins here: a plan is one";
  return message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? message;
}

/** Where a pointer leads in the text, or the nearest that is there: short forms have fewer levels than the plan. */
function offsetOf(root: Node | null, pointer: string): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  const segments = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  for (const segment of segments) {
    if (!isCollection(node)) break;
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === segment);
    const inner: unknown = isPair(pair)
      ? pair.value
      : node.get(/^\d+$/.test(segment) ? Number(segment) : segment, true);
    if (isPair(pair) && isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
    if (inner === undefined || inner === null) continue;
    node = inner;
    const range = (inner as Node).range;
    if (!isPair(pair) && range) offset = range[0];
  }
  return offset;
}
