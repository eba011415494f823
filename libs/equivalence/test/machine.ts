import { findPython, findToolchain } from "@troupe/equivalence";

/** The compiler and interpreter of this machine; tests that need one that is missing are skipped. */
export const toolchain = await findToolchain().catch(() => undefined);
export const python = await findPython();

/** A test's name says why it was skipped. */
export const needs = (what: string): string =>
  toolchain === undefined || python === undefined ? `${what} (needs Rust for WASI and Python 3.11)` : what;

export const isMissing = toolchain === undefined || python === undefined;
