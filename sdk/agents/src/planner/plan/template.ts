import { pointerBelow } from "@troupe/contracts";
import { LogicEngine } from "json-logic-engine";
import { jsonFault } from "../../domain/json.js";
import { PlanFaultError, SCOPE_ROOTS, type Scope } from "./scope.js";

/*
 * Templates are JSON.
 * 1. A string that is one placeholder, `{{ results.terms.list }}`, stands for the value itself; placeholders among
 *    other text are written into it.
 * 2. A path that leads nowhere is a fault, unless it ends in `?`: then the value is left out.
 * 3. `{ "$logic": … }` is JSON Logic over the same scope.
 * 4. Only own properties are read.
 */

const PLACEHOLDER = /\{\{\s*(.*?)\s*\}\}/g;
const PATH = /^[A-Za-z_$][\w$-]*(?:\.[\w$-]+|\[\d+\]|\["[^"]+"\])*\??$/;
const SEGMENT = /[\w$-]+|"[^"]+"/g;
const WHOLE = /^\{\{\s*([^{}]*?)\s*\}\}$/;
const LOGIC = "$logic";

const engine = new LogicEngine();

/** What a template refers to, and what is wrong with it before anything is known. */
export interface TemplateFault {
  readonly pointer: string;
  readonly message: string;
}

interface Visitor {
  path(path: string, pointer: string): void;
  logic(logic: unknown, pointer: string): void;
  /** Text that begins a placeholder and never ends it. */
  unclosed(text: string, pointer: string): void;
}

/** The value of a template or function, which is JSON. Throws {@link PlanFaultError}. */
export function evaluate(template: unknown, scope: Scope, pointer: string): unknown {
  if (typeof template !== "function") return filled(template, scope, pointer);
  const value = answered(template, scope, pointer);
  const fault = value === undefined ? undefined : jsonFault(value);
  if (fault === undefined) return value;
  const where = fault.pointer === "" ? "" : ` at ${fault.pointer}`;
  throw new PlanFaultError(pointer, `${fault.found}${where} is not JSON`);
}

function answered(template: object, scope: Scope, pointer: string): unknown {
  const value = called(template as (scope: Scope) => unknown, scope, pointer);
  if (!(value instanceof Promise)) return value;
  value.catch(() => undefined);
  throw new PlanFaultError(pointer, "a function of a plan is pure and answers at once: this one gave a promise");
}

function called(template: (scope: Scope) => unknown, scope: Scope, pointer: string): unknown {
  try {
    return template(scope);
  } catch (cause) {
    throw new PlanFaultError(pointer, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** Whether a condition (a function, or JSON Logic) holds. Throws {@link PlanFaultError}. */
export function holds(condition: unknown, scope: Scope, pointer: string): boolean {
  if (condition === undefined) return true;
  const value =
    typeof condition === "function" ? answered(condition, scope, pointer) : logical(condition, scope, pointer);
  return Boolean(engine.truthy(value));
}

/** What can be said of a template before it is filled: malformed and unknown paths, unknown operators. */
export function templateFaults(template: unknown, pointer: string, resultKeys: ReadonlySet<string>): TemplateFault[] {
  const faults: TemplateFault[] = [];
  visit(template, pointer, {
    path: (path, at) => faults.push(...pathFaults(path, at, resultKeys)),
    logic: (logic, at) => faults.push(...conditionFaults(logic, at, resultKeys)),
    unclosed: (text, at) =>
      faults.push({ pointer: at, message: `${text} is never closed: a placeholder ends with }}` }),
  });
  return faults;
}

/** What can be said of a template that is to come to a list: text around a placeholder, or a value that is none. */
export function listFaults(template: unknown, pointer: string): TemplateFault[] {
  if (template === undefined || typeof template === "function" || Array.isArray(template)) return [];
  if (typeof template === "object" && template !== null && isLogic(template)) return [];
  if (typeof template === "string" && WHOLE.test(template)) return [];
  return [{ pointer, message: "this is no list: give one, or a placeholder such as {{ goal.items }}" }];
}

/** What can be said of a move's condition before it is asked; one that would hold, or fail, whatever comes is none. */
export function whenFaults(when: unknown, pointer: string, resultKeys: ReadonlySet<string>): TemplateFault[] {
  if (when === undefined || typeof when === "function") return [];
  const isLogical = typeof when === "object" && when !== null && !Array.isArray(when) && Object.keys(when).length > 0;
  if (isLogical || typeof when === "boolean") return conditionFaults(when, pointer, resultKeys);
  return [{ pointer, message: 'a condition is JSON Logic, such as { "<": [{ "var": "results.stock.price" }, 3] }' }];
}

/** What can be said of JSON Logic before it is evaluated: unknown operators and variables, placeholders. */
function conditionFaults(condition: unknown, pointer: string, resultKeys: ReadonlySet<string>): TemplateFault[] {
  if (typeof condition === "string") return placeholderFaults(condition, pointer);
  if (Array.isArray(condition)) {
    return condition.flatMap((part, at) => conditionFaults(part, `${pointer}/${at}`, resultKeys));
  }
  if (typeof condition !== "object" || condition === null) return [];
  const [operator, ...others] = Object.keys(condition);
  if (operator === undefined) return [];
  if (others.length > 0) return [{ pointer, message: "JSON Logic has one operator an object" }];
  const below = pointerBelow(pointer, operator);
  if (!Object.hasOwn(engine.methods, operator)) {
    return [{ pointer: below, message: `JSON Logic has no operator ${operator}` }];
  }
  const input = (condition as Record<string, unknown>)[operator];
  if (operator === "preserve") return [];
  if (["map", "filter", "reduce", "all", "none", "some"].includes(operator)) {
    return Array.isArray(input) ? conditionFaults(input[0], `${below}/0`, resultKeys) : [];
  }
  const name = operator === "var" ? (Array.isArray(input) ? input[0] : input) : undefined;
  if (typeof name === "string" && name !== "") return rootFaults(name.split("."), below, resultKeys);
  return conditionFaults(input, below, resultKeys);
}

function placeholderFaults(text: string, pointer: string): TemplateFault[] {
  return [...text.matchAll(PLACEHOLDER)].map(([all, path]) => ({
    pointer,
    message: `${all} is not filled in JSON Logic, which reads { "var": "${path}" }`,
  }));
}

function filled(template: unknown, scope: Scope, pointer: string): unknown {
  if (typeof template === "string") return filledText(template, scope, pointer);
  if (Array.isArray(template)) {
    return template.map((part, at) => filled(part, scope, `${pointer}/${at}`)).filter((part) => part !== undefined);
  }
  if (typeof template !== "object" || template === null) return template;
  if (isLogic(template)) return logical(template[LOGIC], scope, `${pointer}/${LOGIC}`);
  const entries = Object.entries(template).map(
    ([key, part]) => [key, filled(part, scope, `${pointer}/${key}`)] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function filledText(text: string, scope: Scope, pointer: string): unknown {
  const whole = WHOLE.exec(text);
  if (whole !== null) return valueAt(whole[1] as string, scope, pointer);
  return text.replaceAll(PLACEHOLDER, (_all, path: string) => {
    const value = valueAt(path, scope, pointer);
    return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  });
}

function valueAt(path: string, scope: Scope, pointer: string): unknown {
  const isOptional = path.endsWith("?");
  let value: unknown = scope;
  for (const segment of segmentsOf(path)) {
    const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, segment);
    value = isThere ? (value as Record<string, unknown>)[segment] : undefined;
  }
  if (value !== undefined || isOptional) return value;
  throw new PlanFaultError(pointer, `nothing is at ${path}; end it with ? where that may be`);
}

function logical(logic: unknown, scope: Scope, pointer: string): unknown {
  try {
    return engine.run(logic, scope);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : JSON.stringify(cause);
    throw new PlanFaultError(pointer, `the condition cannot be evaluated: ${said}`, cause);
  }
}

function visit(template: unknown, pointer: string, visitor: Visitor): void {
  if (typeof template === "string") {
    for (const [, path = ""] of template.matchAll(PLACEHOLDER)) visitor.path(path, pointer);
    const [unclosed] = /\{\{.*$/s.exec(template.replaceAll(PLACEHOLDER, "")) ?? [];
    if (unclosed !== undefined) visitor.unclosed(unclosed, pointer);
  } else if (Array.isArray(template)) {
    for (const [at, part] of template.entries()) visit(part, `${pointer}/${at}`, visitor);
  } else if (typeof template === "object" && template !== null) {
    if (isLogic(template)) visitor.logic(template[LOGIC], `${pointer}/${LOGIC}`);
    else for (const [key, part] of Object.entries(template)) visit(part, `${pointer}/${key}`, visitor);
  }
}

function pathFaults(path: string, pointer: string, resultKeys: ReadonlySet<string>): TemplateFault[] {
  if (!PATH.test(path))
    return [{ pointer, message: `{{ ${path} }} is not a path, such as results.terms.list or goal.name?` }];
  return rootFaults(segmentsOf(path), pointer, resultKeys);
}

function rootFaults(segments: readonly string[], pointer: string, resultKeys: ReadonlySet<string>): TemplateFault[] {
  const [root = "", key] = segments;
  if (!SCOPE_ROOTS.includes(root)) {
    return [{ pointer, message: `there is no ${root}; a path starts with ${SCOPE_ROOTS.join(", ")}` }];
  }
  if (root !== "results" || key === undefined || resultKeys.has(key)) return [];
  const known = [...resultKeys].join(", ") || "none";
  return [{ pointer, message: `nothing is ever kept as results.${key}; the plan's keys: ${known}` }];
}

const isLogic = (value: object): value is { [LOGIC]: unknown } => LOGIC in value && Object.keys(value).length === 1;

const segmentsOf = (path: string): string[] =>
  (path.replace(/\?$/, "").match(SEGMENT) ?? []).map((segment) => segment.replace(/^"|"$/g, ""));
