export const PACKAGE_VERSION = "0.1.0";

/** A name that npm, Docker, Helm and Kubernetes all take. */
export function packageName(file: string): string {
  const stem = file.slice(file.lastIndexOf("/") + 1).replace(/\.py$/, "");
  const words = stem.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const name = words
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return /^[a-z]/.test(name) ? name : `program${name === "" ? "" : `-${name}`}`;
}

/** The same name for a Python package. */
export const pythonName = (name: string): string => name.replaceAll("-", "_");
