import { Refusal } from "../diagnostics.js";
import { parse } from "../parse/parse.js";
import { absoluteName, type Files, findModule, moduleToRun } from "./unit.js";
import { eachImport } from "./walk.js";

/**
 * The paths where the modules may lie that one source file imports, for whoever reads them from a disk: each name and
 * what may be a module in it. Paths are relative to the folder that Python looks in first. Empty where the source has
 * a syntax error.
 */
export function importedFiles(source: string, file: string): string[] {
  const names = new Set<string>();
  const folders = file.split("/").slice(0, -1);
  const home = folders.length ? folders.join(".") : undefined;
  if (home) names.add(home);
  try {
    eachImport(parse(source), (stmt) => {
      if (stmt.nodeType === "Import") for (const alias of stmt.names) names.add(alias.name);
      else {
        const base = absoluteName(home, stmt.level ?? 0, stmt.module);
        if (!base) return;
        names.add(base);
        for (const alias of stmt.names) if (alias.name !== "*") names.add(`${base}.${alias.name}`);
      }
    });
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return [];
  }
  const paths = new Set<string>();
  for (const name of names) {
    const parts = name.split(".");
    for (let i = 1; i <= parts.length; i++) {
      const path = parts.slice(0, i).join("/");
      paths.add(`${path}.py`).add(`${path}/__init__.py`);
    }
  }
  paths.delete(file);
  return [...paths];
}

/** The files of `files` that running `main` needs, those that are imported before those that import them. */
export function programFiles(files: Files, main: string): string[] {
  const out: string[] = [];
  const open = new Set<string>();
  const visit = (file: string): void => {
    if (open.has(file)) return;
    open.add(file);
    for (const path of importedFiles(files[file] ?? "", file)) if (isModule(files, path)) visit(path);
    out.push(file);
  };
  visit(main);
  return out;
}

function isModule(files: Files, path: string): boolean {
  if (!Object.hasOwn(files, path)) return false;
  const name = moduleToRun(`/${path}`.replace("/__init__.py", ".py"))?.replace(/^\./, "");
  const found = name && findModule(files, name);
  return typeof found === "object" && found.file === path;
}
