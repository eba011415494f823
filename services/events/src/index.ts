export { eventsModule } from "./app.js";
export { type EventsModuleConfig, eventsModuleConfig, retentionOf, settingsOf } from "./config.js";
export type { EventsDeps } from "./deps.js";
export type { EventsSettings } from "./settings.js";
