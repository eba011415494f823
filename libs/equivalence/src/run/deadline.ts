const GRACE_MS = 250;

/**
 * Calls `late` after `afterMs`. Where this thread was busy when the time was over, what ended meanwhile has not been
 * heard of yet: it gets a moment more to say so. Returns what calls it off.
 */
export function deadline(afterMs: number, late: () => void): () => void {
  const due = performance.now() + afterMs;
  let timer = setTimeout(() => {
    if (performance.now() - due < GRACE_MS) late();
    else timer = setTimeout(late, GRACE_MS);
  }, afterMs);
  return () => clearTimeout(timer);
}
