const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function comparePrerelease(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const theirs = b.split(".");
  for (const [at, mine] of a.split(".").entries()) {
    const other = theirs[at];
    if (other === undefined) return 1;
    const numeric = /^\d+$/.test(mine) && /^\d+$/.test(other);
    const order = numeric ? Number(mine) - Number(other) : compareText(mine, other);
    if (order !== 0) return order;
  }
  return a.split(".").length - theirs.length;
}

/** Order of two semantic versions without build metadata: negative when `a` is older (SemVer 2.0.0, section 11). */
export function compareVersions(a: string, b: string): number {
  const [, coreA = a, preA] = /^([^-]+)(?:-(.*))?$/.exec(a) ?? [];
  const [, coreB = b, preB] = /^([^-]+)(?:-(.*))?$/.exec(b) ?? [];
  const theirs = coreB.split(".").map(Number);
  for (const [at, mine] of coreA.split(".").map(Number).entries()) {
    const order = mine - (theirs[at] ?? 0);
    if (order !== 0) return order;
  }
  return comparePrerelease(preA, preB);
}
