/**
 * Loaded with `--import` (and `--expose-gc`): on `{ "memory": true }` over the IPC channel the process collects its
 * garbage and writes what is left as a JSON line.
 */
process.on("message", (message) => {
  if (message?.memory !== true) return;
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
    process.stdout.write(`${JSON.stringify({ memory: { heapUsed, external, arrayBuffers, rss } })}\n`);
  });
});
process.channel?.unref();
