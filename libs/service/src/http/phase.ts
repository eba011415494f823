/** How far a server is on its way out. */
export interface Phase {
  draining: boolean;
  closing: boolean;
}
