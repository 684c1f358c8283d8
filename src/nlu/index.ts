/** The face of the nlu room. */
export type { ModelInfo } from './artefact.js';
export type { CategoryInfo } from './category-book.js';
export { ModelStore } from './model.repository.js';
export { NluModule } from './nlu.module.js';
export { loadUnderstander, Understander } from './understander.js';
