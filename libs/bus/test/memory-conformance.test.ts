import { createMemoryBus } from "../src/memory/index.js";
import { type BusHarness, busConformance, manualClock, seededRandom } from "../src/testing/index.js";

const harness: BusHarness = {
  async open() {
    const clock = manualClock();
    const bus = createMemoryBus({ clock, random: seededRandom(7) });
    const all = [bus];
    const tenants = new Set<string>();
    const close = async () => {
      await Promise.all(all.map((each) => each.close()));
    };
    return {
      bus: {
        ...bus,
        publish: (event, to) => {
          tenants.add(event.tenantid);
          return bus.publish(event, to);
        },
      },
      async another() {
        const replica = bus.replica();
        all.push(replica);
        return replica;
      },
      advance: (ms) => clock.advance(ms),
      now: () => clock.now(),
      async trim(topic) {
        for (const tenant of tenants) bus.trim(tenant, topic);
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  },
};

busConformance("the bus in process", harness);
