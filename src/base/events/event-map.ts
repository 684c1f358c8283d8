/**
 * Everything that is announced to live pages and other processes. An event is a hint that names
 * what changed; who receives it reads the truth from the database.
 */
export interface EventMap {
  /** The transcript or the holder of these conversations changed. */
  'conversations.changed': { readonly ids: readonly string[] };
}
export type EventName = keyof EventMap;
