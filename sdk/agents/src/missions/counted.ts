/**
 * The same object, each of whose asynchronous calls goes through `count`: so that a run with a call under way is not
 * taken for one that only waits.
 */
export function counted<T extends object>(target: T, count: <R>(call: () => Promise<R>) => Promise<R>): T {
  return new Proxy(target, {
    get(object, name) {
      const member: unknown = Reflect.get(object, name, object);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => count(async () => Reflect.apply(member, object, args) as unknown);
    },
  });
}
