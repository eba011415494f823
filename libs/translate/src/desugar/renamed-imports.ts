import type { Module } from "../ast.js";
import { eachNode } from "../program/walk.js";

/** What classes and functions are made with: known by their own names wherever one is looked at. */
const MAKERS: Readonly<Record<string, string>> = {
  abc: "ABC ABCMeta abstractmethod",
  collections: "namedtuple",
  contextlib: "contextmanager",
  dataclasses: "dataclass field",
  enum: "Enum Flag IntEnum IntFlag StrEnum auto unique",
  functools: "cache cached_property lru_cache partialmethod singledispatch singledispatchmethod total_ordering wraps",
  typing: "Generic NamedTuple Protocol TypeVar TypedDict final overload override runtime_checkable",
};

const makers = Object.values(MAKERS).join(" ").split(" ").join("|");
/** Without it there is nothing to do. */
export const RENAMED_IMPORT = new RegExp(`\\b(?:${makers})\\s+as\\b`);

interface Alias {
  readonly name: string;
  asname?: string | null;
}

/** `from enum import Enum as E` makes `E` the name `Enum` itself, where the module has neither for anything else. */
export function desugarRenamedImports(modules: Module[]): void {
  for (const module of modules) {
    const renamed = renamedIn(module);
    if (renamed.size === 0) continue;
    eachNode(module, (node) => {
      const named = node as { nodeType: string; id?: string };
      if (node.nodeType === "Name") named.id = renamed.get(named.id ?? "")?.name ?? named.id ?? "";
    });
    for (const alias of renamed.values()) delete alias.asname;
  }
}

function renamedIn(module: Module): Map<string, Alias> {
  const found = new Map<string, Alias>();
  const bindings = new Map<string, number>();
  const bind = (name: unknown): void => {
    if (typeof name === "string") bindings.set(name, (bindings.get(name) ?? 0) + 1);
  };
  eachNode(module, (node) => {
    const { nodeType, module: from, names, name, arg, id, ctx, rest } = node as unknown as Record<string, unknown>;
    if (nodeType === "ImportFrom" && typeof from === "string") {
      const known = MAKERS[from]?.split(" ") ?? [];
      for (const alias of names as Alias[])
        if (alias.asname && alias.asname !== alias.name && known.includes(alias.name)) found.set(alias.asname, alias);
    }
    if (nodeType === "Alias") bind((node as unknown as Alias).asname ?? name);
    else if (nodeType === "Name") {
      if ((ctx as { nodeType?: string } | undefined)?.nodeType !== "Load") bind(id);
    } else if (nodeType !== "Keyword") for (const each of [name, arg, rest]) bind(each);
  });
  for (const [name, alias] of found) if (bindings.get(name) !== 1 || bindings.has(alias.name)) found.delete(name);
  return found;
}
