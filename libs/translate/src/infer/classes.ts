import type { ClassDef, Expr } from "../ast.js";
import { quote, rustName } from "../generate/names.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";
import { knownDecorator } from "../resolve/decorators.js";
import { givenName } from "../resolve/symbols.js";
import { type Cell, STR, soloPart } from "../types/cell.js";
import { assign, inInstance } from "./assign.js";
import { docstring } from "./attributes.js";
import { call } from "./calls.js";
import { callBound, classValue } from "./class-calls.js";
import { classOf, findMember, makeClass } from "./class-info.js";
import { instantiate } from "./construction.js";
import type { ClassInfo, Member } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { EnumMembers } from "./enum-members.js";
import { flagCache } from "./enums.js";
import { expression } from "./expressions.js";
import { functionValue, synthetic } from "./function-values.js";
import { definedFlag, isConstant, keepDefaults } from "./functions.js";
import { metaHooks } from "./metaclasses.js";
import { PLAIN_FIELD } from "./plain-objects.js";
import { block } from "./statements.js";
import { raising, type Step, type Typed, typed } from "./typed.js";
import { spread } from "./unions.js";

export { classOf, findMember } from "./class-info.js";

export function instanceCell(e: Elaborator, info: ClassInfo): Cell {
  return e.store.part({ kind: "inst", key: `inst:${info.id}`, args: [], ref: info });
}

/** The class of `object()`. */
export function objectClass(e: Elaborator): ClassInfo {
  for (const info of e.classes.values()) if (info.node.name === "object") return info;
  return makeClass(e, parse("class object:\n    pass\n").body[0] as ClassDef);
}

/** The class of a value, if it is an object of one class of the program. */
export function infoOf(x: Typed): ClassInfo | undefined {
  const part = soloPart(x.t);
  return part?.kind === "inst" ? (part.ref as ClassInfo) : undefined;
}

/** `class`: its attributes get their values; enum members are made. */
export function defineClass(e: Elaborator, stmt: ClassDef): Step {
  if (stmt.sym?.kind !== "class") return e.refuse("a class whose name is bound twice", stmt);
  const info = classOf(e, stmt.sym) as ClassInfo;
  const { inst } = e.cx;
  if (
    inst.scope.kind !== "module" &&
    [...(stmt.scope?.free ?? [])].some((sym) => sym.kind === "var" && sym.scope.kind !== "module")
  ) {
    e.refuse("a class that uses its function's variables", stmt, "pass them to its constructor");
  }
  const steps: Step[] = [];
  const members = new EnumMembers(e, info);
  if (inst.scope.kind !== "module" || e.loops) steps.push(again(e, info, stmt, inst.node));
  for (const each of stmt.body) {
    if (!e.cx.live) break;
    if (each.nodeType === "ClassDef") steps.push(defineClass(e, each));
    if (each.nodeType === "FunctionDef") {
      steps.push(keepDefaults(e, each, `${stmt.name}_${rustName(each.name)}`));
      const own = info.own.get(each.name);
      if (own?.k === "decorated" && own.node === each) steps.push(decorate(e, info, own));
    }
    if (!/^(ClassDef|FunctionDef|Assign|AnnAssign)$/.test(each.nodeType)) steps.push(block(e, [each]));
    if (each.nodeType !== "Assign" && each.nodeType !== "AnnAssign") continue;
    const targets = each.nodeType === "Assign" ? each.targets : [each.target];
    const [target, ...more] = targets;
    if (!each.value || !target) continue;
    if (more.length || target.nodeType !== "Name") {
      if (info.isEnum) e.refuse("several members of an enumeration at once", each, "one on a line");
      steps.push(assign(e, targets, each.value));
      continue;
    }
    const member = info.own.get(target.id);
    if (member?.k !== "attribute") continue;
    if (info.isEnum && !target.id.startsWith("_")) {
      steps.push(members.add(target.id, each.value, member));
      continue;
    }
    const x = expression(e, each.value);
    e.store.flow(x.t, member.cell);
    steps.push((g) => g.line(`${member.rust}.set(${g.own(x, member.cell)});`));
  }
  members.finish();
  if (info.own.has("__class__")) e.refuse("a __class__ of one's own", stmt, "let the class be its class");
  if (info.isEnum) instantiate(e, info);
  if (info.node.flags) {
    const { bits } = info.node.flags;
    info.members = info.members.filter((name) => bits.some((bit) => bit.name === name));
    const cache = flagCache(e, info);
    steps.push((g) => g.line(`${cache}.set(Dict::new());`));
  }
  const keywords = keywordsOf(e, stmt);
  const hooked = [...metaHooks(e, info, keywords, stmt), ...subclassHook(e, info, keywords, stmt)];
  steps.push(
    ...hooked.map(
      (each): Step =>
        (g) =>
          g.line(`${each.emit(g).s};`),
    ),
  );
  const isUnique = stmt.decorator_list.some((each) => knownDecorator(each) === "unique");
  if (isUnique && members.aliases.length > 0) steps.push(doubled(info, members.aliases));
  const { sym } = stmt;
  if (sym.checked) steps.push((g) => g.line(`${definedFlag(e, sym)}.set(());`));
  return inInstance(e, inst, (g) => g.steps(steps));
}

/**
 * A class statement that runs again begins anew. Objects and attributes of the class that it made before are its own
 * then, so a function that hands its class out, or makes objects of one that holds what may change, makes one alone.
 */
function again(e: Elaborator, info: ClassInfo, stmt: ClassDef, node: object): Step {
  const isOnce = "args" in node && (isHandedOut(info, node) || (isMoreThanRead(info, node) && hasState(info, stmt)));
  const made = isOnce ? `${info.rust}_made`.toUpperCase() : undefined;
  if (made) e.statics.set(made, () => `static ${made}: Global<()> = Global::new("");`);
  return (g) => {
    if (made) g.line(`if ${made}.is_set() { limit("a function made its class a second time") }`);
    if (made) g.line(`${made}.set(());`);
    for (const own of info.own.values()) if (own.k === "attribute" && own.late) g.line(`let _ = ${own.rust}.delete();`);
  };
}

const isName = (node: Expr | undefined, name: string): boolean => node?.nodeType === "Name" && node.id === name;

function isHandedOut({ name }: ClassInfo, within: object): boolean {
  let found = false;
  eachNode(within, (each) => {
    found ||= each.nodeType === "Return" && isName((each as { value?: Expr }).value, name);
  });
  return found;
}

const READERS = new Set(["hasattr", "getattr"]);

/** Whether more is done with a class than to ask it for its attributes. */
function isMoreThanRead({ name }: ClassInfo, within: object): boolean {
  const [uses, readings] = [new Set<unknown>(), new Set<unknown>()];
  eachNode(within, (each) => {
    const node = each as unknown as Expr;
    if (isName(node, name)) uses.add(node);
    if (node.nodeType === "Attribute") readings.add(node.value);
    if (node.nodeType === "Call" && node.func.nodeType === "Name" && READERS.has(node.func.id))
      readings.add(node.args[0]);
  });
  return [...uses].some((use) => !readings.has(use));
}

/** Whether attributes of the class are set from outside, or begin as something else than constants. */
function hasState(info: ClassInfo, { body }: ClassDef): boolean {
  if (info.isEnum) return false;
  if ([...info.own.values()].some((own) => own.k === "attribute" && own.isReset)) return true;
  return body.some((each) => {
    if (each.nodeType !== "Assign" && each.nodeType !== "AnnAssign") return false;
    const target = each.nodeType === "Assign" ? each.targets[0] : each.target;
    const isNote = target?.nodeType === "Name" && /^__(slots|match_args)__$/.test(target.id);
    return each.value && !isNote && !isConstant(each.value);
  });
}

/** What `@unique` says of names that share a member. */
function doubled({ name }: ClassInfo, aliases: readonly string[]): Step {
  const text = `duplicate values found in <enum '${name}'>: ${aliases.join(", ")}`;
  return (g) => g.line(`${g.throwing(`exc::VALUE_ERROR.msg(${quote(text)})`)};`);
}

/** What a class statement gives by name, but for the metaclass. */
function keywordsOf(e: Elaborator, stmt: ClassDef): Map<string, Typed> {
  const given = stmt.keywords.filter(({ arg }) => arg !== "metaclass");
  return new Map(
    given.map(({ arg, value }) => [arg ?? e.refuse("** in a class statement", stmt), expression(e, value)]),
  );
}

/** `__init_subclass__` of the class's bases, which hears of it. */
function subclassHook(e: Elaborator, info: ClassInfo, keywords: Map<string, Typed>, stmt: ClassDef): Typed[] {
  const member = findMember(info, "__init_subclass__", info);
  if (member?.k !== "method") return [];
  return [callBound(e, classValue(e, info), info, member, { positional: [], keywords, before: [] }, stmt)];
}

/** The value that a method's decorators make of it. */
function decorate(e: Elaborator, info: ClassInfo, member: Member & { k: "decorated" }): Step {
  const { node, cell, rust } = member;
  let x = functionValue(
    e,
    node,
    (given) => {
      const [self, ...positional] = given.positional;
      if (!self) return e.refuse(`the method ${node.name} without its object`, node);
      return spread(e, self, (arm) => {
        const concrete = infoOf(arm);
        const said = `${info.name}.${node.name} on another object`;
        // One decorator may serve methods of several classes: each is given its own objects.
        if (!concrete?.mro.includes(info)) return e.limit(said, node, arm);
        return callBound(e, arm, concrete, { node, binding: "instance" }, { ...given, positional }, node);
      });
    },
    [],
    { name: typed(e.store.temp(STR), node, () => `lit("${givenName(node)}")`), doc: docstring(e, node.body, node) },
  );
  for (const decorator of [...node.decorator_list].reverse())
    x = call(e, synthetic(e, decorator, { positional: [x], keywords: new Map(), before: [] }));
  e.store.flow(x.t, cell);
  return (g) => g.line(`${rust}.set(${g.own(x, cell)});`);
}

/** A member of an enumeration of numbers or texts as that number or text. */
export function plainOf(e: Elaborator, x: Typed): Typed {
  const info = infoOf(x);
  if (info?.plain) {
    const t = info.mixed ? e.store.temp(info.mixed) : fieldCell(e, info, PLAIN_FIELD);
    return { ...raising(t, x.at, (g) => `${g.recv(x)}.${PLAIN_FIELD}.get()`), pure: x.pure === true };
  }
  if (!info?.mixed) return x;
  return { ...raising(e.store.temp(info.mixed), x.at, (g) => `${g.recv(x)}.value.get()`), pure: x.pure === true };
}

export function fieldCell(e: Elaborator, info: ClassInfo, name: string): Cell {
  let cell = info.fields.get(name);
  if (!cell) {
    cell = e.store.cell();
    info.fields.set(name, cell);
    info.fieldOrder.push(name);
    e.store.changed = true;
  }
  return cell;
}
