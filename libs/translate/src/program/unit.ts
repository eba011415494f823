import type { Module } from "../ast.js";
import { ALWAYS_STANDARD, STANDARD_MODULES } from "./standard.js";

/** The sources of a program by path, relative to the folder that Python would look in first. */
export type Files = Readonly<Record<string, string>>;

/** One module of a program. */
export interface Unit {
  /** Its dotted name; the module that is run is `__main__`. */
  name: string;
  file: string;
  /** The package that relative imports start from; none for a file that is run by itself. */
  package: string | undefined;
  module: Module;
  /** What its Rust names begin with; empty for the module that is run. */
  prefix: string;
  /** A part of the standard library that is written in Python. */
  written?: boolean;
}

/** What a dotted name refers to among a program's files. */
export type Found = { file: string; isPackage: boolean } | "folder" | undefined;

/** Finds a module of the program, or nothing: then it is the standard library's or not there. */
export function findModule(files: Files, name: string): Found {
  const top = name.split(".")[0] as string;
  if (ALWAYS_STANDARD.has(top)) return undefined;
  const path = name.replaceAll(".", "/");
  if (Object.hasOwn(files, `${path}/__init__.py`)) return { file: `${path}/__init__.py`, isPackage: true };
  if (Object.hasOwn(files, `${path}.py`)) return { file: `${path}.py`, isPackage: false };
  if (STANDARD_MODULES.has(top)) return undefined;
  return Object.keys(files).some((file) => file.startsWith(`${path}/`)) ? "folder" : undefined;
}

/**
 * The dotted name under which `python3 -m` runs a file: a file at the root of the program is run by itself and has
 * none, one in a folder is run as a module of its package.
 */
export function moduleToRun(main: string): string | undefined {
  if (!main.includes("/")) return undefined;
  const name = main.replace(/\.py$/, "").replaceAll("/", ".");
  return name.endsWith(".__main__") ? name.slice(0, -".__main__".length) : name;
}

/** The absolute name of what `from ..x import` means, or nothing where it leads out of the package. */
export function absoluteName(from: string | undefined, level: number, module: string | undefined): string | undefined {
  if (level === 0) return module ?? "";
  if (!from) return undefined;
  const parts = from.split(".");
  if (level > parts.length) return undefined;
  const base = parts.slice(0, parts.length - level + 1).join(".");
  return module ? `${base}.${module}` : base;
}
