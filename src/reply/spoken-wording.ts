import type { Guard } from './domain/guard/check.js';
import type { ScriptBook } from './domain/scripts/script-book.js';

/** The scripts and the guard of now, for whoever puts a reply together; `LiveWording` at run time. */
export abstract class SpokenWording {
  abstract get guard(): Guard;
  abstract get book(): ScriptBook;
  /** In China, `2026-11-22`. */
  abstract today(): string;
}
