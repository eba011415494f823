import type { Call, ClassDef, Expr, Module } from "../ast.js";
import { afterImports, placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode, eachStmt } from "../program/walk.js";

/*
 * `types.SimpleNamespace`.
 *
 * 1. Namespaces that are made with the same names are objects of one class, so that what each holds has a type.
 * 2. They are shown by their `__dict__` and compared by it with one another.
 */

interface Names {
  /** How the program calls the class. */
  direct: Set<string>;
  /** How it calls the module `types`. */
  modules: Set<string>;
}

export function desugarNamespaces(modules: Module[]): void {
  for (const module of modules) {
    const names = namesOf(module);
    if (!names.direct.size && !names.modules.size) continue;
    const made = new Map<string, string[] | undefined>();
    const isClass = (node: Expr): boolean =>
      (node.nodeType === "Name" && names.direct.has(node.id)) ||
      (node.nodeType === "Attribute" &&
        node.attr === "SimpleNamespace" &&
        node.value.nodeType === "Name" &&
        names.modules.has(node.value.id));
    eachNode(module, (each) => {
      const node = each as unknown as Expr;
      if (node.nodeType === "Call" && isClass(node.func)) node.func = named(classFor(node, made), node.func);
    });
    eachNode(module, (each) => {
      if (each.nodeType === "ClassDef") {
        const def = each as unknown as ClassDef;
        def.bases = def.bases.map((base) => (isClass(base) ? named(of(made, undefined), base) : base));
      }
      const node = each as unknown as Expr;
      const [, kind] = node.nodeType === "Call" ? node.args : [];
      if (kind && isClass(kind) && (node as Call).func.nodeType === "Name")
        (node as Call).args[1] = {
          ...placeOf(kind),
          nodeType: "Tuple",
          elts: [...made.keys()].map((name) => named(name, kind)),
        } as Expr;
    });
    const classes = [...made].flatMap(([name, fields]) => parse(textOf(name, fields, [...made.keys()])).body);
    for (const def of classes) (def as ClassDef).typeName = "types.SimpleNamespace";
    module.body.splice(afterImports(module.body), 0, ...classes);
  }
}

function namesOf(module: Module): Names {
  const out: Names = { direct: new Set(), modules: new Set() };
  eachStmt(module.body, (stmt) => {
    if (stmt.nodeType === "Import") {
      for (const { name, asname } of stmt.names) if (name === "types") out.modules.add(asname ?? name);
    } else if (stmt.nodeType === "ImportFrom" && stmt.module === "types") {
      for (const { name, asname } of stmt.names) if (name === "SimpleNamespace") out.direct.add(asname ?? name);
    }
  });
  return out;
}

/** The class of the namespaces that a call makes. */
function classFor(node: Call, made: Map<string, string[] | undefined>): string {
  const isKnown = !node.args.length && node.keywords.every(({ arg }) => arg !== undefined);
  return of(made, isKnown ? node.keywords.map(({ arg }) => arg as string) : undefined);
}

function of(made: Map<string, string[] | undefined>, fields: string[] | undefined): string {
  const name = fields ? ["SimpleNamespace", ...fields].join("__") : "SimpleNamespace__any";
  made.set(name, fields);
  return name;
}

function textOf(name: string, fields: string[] | undefined, all: string[]): string {
  const head = fields ? fields.map((field) => `, ${field}`).join("") : ", *given, **named";
  const star = fields?.length ? ", *" : "";
  const sets = fields
    ? fields.map((field) => `self.${field} = ${field}`)
    : ["if given:", `    raise TypeError("no positional arguments expected")`, "self.__dict__.update(named)"];
  return `
class ${name}:
    _shown_now = []

    def __init__(self${star}${head}):
        ${(sets.length ? sets : ["pass"]).join("\n        ")}

    def __repr__(self):
        if any([each is self for each in ${name}._shown_now]):
            return "namespace(...)"
        ${name}._shown_now.append(self)
        text = ", ".join([f"{key}={value!r}" for key, value in self.__dict__.items()])
        ${name}._shown_now.pop()
        return f"namespace({text})"

    def __eq__(self, other):
        if isinstance(other, (${all.join(", ")},)):
            return self.__dict__ == other.__dict__
        return NotImplemented
`;
}

const named = (id: string, at: Expr): Expr =>
  ({ ...placeOf(at), nodeType: "Name", id, ctx: { nodeType: "Load" } }) as unknown as Expr;
