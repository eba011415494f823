import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findPython, findToolchain } from "@troupe/equivalence";

/** The compiler and interpreter of this machine; tests that need one that is missing are skipped. */
export const toolchain = await findToolchain().catch(() => undefined);
export const python = await findPython();

/** A test's name says why it was skipped. */
export const needs = (what: string): string =>
  toolchain === undefined || python === undefined ? `${what} (needs Rust for WASI and Python 3.11)` : what;

export const isMissing = toolchain === undefined || python === undefined;

/** Whether Python's C library rounds once where a product is added to, as it does on processors that can. */
export async function fusesProducts(): Promise<boolean> {
  if (python === undefined) return false;
  const { stdout } = await promisify(execFile)(python.path, ["-I", "-c", "print(0.375 ** 34)"]);
  return stdout.trim() === "3.2889941630335657e-15";
}
