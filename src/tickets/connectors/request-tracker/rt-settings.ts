import type { RequestTrackerMapping } from '../remote/mapping.js';

export interface RequestTrackerSettings {
  /** Base of the REST 2.0 interface, e.g. https://rt.example/REST/2.0. */
  readonly url: string;
  readonly token: string;
  readonly queue: string;
  readonly mapping: RequestTrackerMapping;
}
