import type { Call, Expr } from "../../ast.js";
import { quote, rustName } from "../../generate/names.js";
import type { ClassInfo } from "../../infer/context.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { type Typed, typed } from "../../infer/typed.js";
import { dead, spread } from "../../infer/unions.js";
import { isBottom, STR, soloPart } from "../../types/cell.js";
import type { Builtin } from "./builtin.js";

/** What every class of Python 3.11 has, and what the statement of a class adds. */
const OF_OBJECTS = (
  "__class__ __delattr__ __dict__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __getstate__ __gt__ " +
  "__hash__ __init__ __init_subclass__ __le__ __lt__ __module__ __ne__ __new__ __reduce__ __reduce_ex__ __repr__ " +
  "__setattr__ __sizeof__ __str__ __subclasshook__ __weakref__"
).split(" ");

const PLAIN_BODY = /^(FunctionDef|ClassDef|Assign|AnnAssign|Expr|Pass)$/;

/** A name that a rewriting may have put into a class. */
const isMade = (info: ClassInfo, name: string): boolean =>
  /^_descriptor_/.test(name) || (/\w__\w/.test(name) && !info.mro.some((each) => name.startsWith(`_${each.name}__`)));

const namesSpecial = ({ targets }: { targets: Expr[] }): boolean =>
  targets.some((each) => each.nodeType !== "Name" || /^__\w+__$/.test(each.id));

/** Does the source say all that a class has? */
function isPlain({ node, bases, own, isEnum, isTuple, plain, exception, meta }: ClassInfo): boolean {
  const isOther = isEnum || isTuple || plain !== undefined || exception !== undefined || meta !== undefined;
  const members = [...own.values()];
  return (
    !isOther &&
    !node.standsFor &&
    node.bases.length === bases.length &&
    !node.decorator_list.length &&
    node.body.every((stmt) => PLAIN_BODY.test(stmt.nodeType)) &&
    members.every((each) => /^(method|attribute|property|class)$/.test(each.k)) &&
    !members.some((each) => (each.k === "property" && each.cached) || (each.k === "attribute" && each.late)) &&
    !node.body.some(({ nodeType, ...stmt }) => nodeType === "Assign" && namesSpecial(stmt as { targets: Expr[] }))
  );
}

function namesOf(info: ClassInfo): string[] {
  const classes = info.mro.filter(({ name }) => name !== "object");
  const isAnnotated = classes.some(({ node }) => node.body.some(({ nodeType }) => nodeType === "AnnAssign"));
  const own = classes.flatMap((each) => [...each.own.keys()]);
  return [...new Set([...OF_OBJECTS, ...own, ...(isAnnotated ? ["__annotations__"] : [])])];
}

function namesIn(e: Elaborator, x: Typed, at: Expr): Typed {
  const part = soloPart(x.t);
  const info = part?.kind === "inst" || part?.kind === "class" ? (part.ref as ClassInfo) : undefined;
  const refused = (): never => e.refuse("dir() of this", at, "name the attributes");
  if (!info?.mro.every((each) => each.name === "object" || isPlain(each))) return refused();
  const names = namesOf(info);
  if (info.mro.some(({ own }) => own.has("__dir__"))) return refused();
  return typed(e.store.of("list", e.store.temp(STR)), at, (g) => {
    const fields = part?.kind === "inst" ? info.fieldOrder : [];
    if ([...names, ...fields].some((name) => !/^__\w+__$/.test(name) && isMade(info, name))) return refused();
    const [object, found] = [g.fresh("object"), g.fresh("names")];
    const all = names.map((name) => `lit(${quote(name)})`).join(", ");
    const more = fields.map(
      (name) => `if ${object}.${rustName(name)}.is_set() { ${found}.push(lit(${quote(name)})); }`,
    );
    const order = `${found}.sort_by(|a, b| a.as_str().cmp(b.as_str())); ${found}.dedup_by(|a, b| a.as_str() == b.as_str());`;
    const held = `let ${more.length ? object : "_"} = ${g.own(x)};`;
    return `{ ${held} let mut ${found} = vec![${all}]; ${more.join(" ")} ${order} List::from_vec(${found}) }`;
  });
}

/** `dir(x)` of an object or a class of the program's. */
export const dir: Builtin = (e, node: Call) => {
  const [target] = node.args;
  if (!target || target.nodeType === "Starred" || node.args.length > 1 || node.keywords.length)
    return e.refuse("dir() with these arguments", node);
  const x = expression(e, target);
  return isBottom(x.t) ? dead(e, node, x) : spread(e, x, (arm) => namesIn(e, arm, node));
};
