import type { RedmineMapping } from '../remote/mapping.js';

export interface RedmineSettings {
  /** Where Redmine lives, e.g. https://redmine.example. */
  readonly url: string;
  /** API key of the gateway's own account. */
  readonly key: string;
  /** Identifier of the project. */
  readonly project: string;
  readonly mapping: RedmineMapping;
}
