/** The value that a fragment such as `#/$defs/a` points to in `root`, or undefined. */
export function resolveFragment(root: unknown, fragment: string): unknown {
  if (fragment === "#") return root;
  if (!fragment.startsWith("#/")) return undefined;
  let at = root;
  for (const token of fragment.slice(2).split("/")) {
    const key = decode(token)?.replaceAll("~1", "/").replaceAll("~0", "~");
    if (key === undefined || typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function decode(token: string): string | undefined {
  try {
    return decodeURIComponent(token);
  } catch {
    return undefined;
  }
}
