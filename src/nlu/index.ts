/** The face of the nlu room: understanding messages, and the learner for other rooms' own classifiers. */
export type { ModelInfo } from './artefact.js';
export type { CategoryInfo } from './category-book.js';
export { hashText, mix } from './domain/hashing.js';
export { type LinearModel, type TrainingSet, trainLinear } from './domain/linear.js';
export type { LintFinding } from './domain/lint.js';
export { type SparseRows, SVM_DEFAULTS, seeded } from './domain/svm.js';
export { type SparseVector, Vocabulary } from './domain/vocabulary.js';
export { evaluate } from './evaluate/evaluate.js';
export { LabelledFileError } from './evaluate/labelled-file.js';
export { lintShippedCorpus } from './lint-corpus.js';
export { ModelStore } from './model.repository.js';
export { NluModule } from './nlu.module.js';
export { buildReport } from './report/build-report.js';
export { type HeldOutMessage, readHeldOut } from './report/held-out.js';
export { renderReport } from './report/render-report.js';
export { soundOf } from './text/linguist.js';
export { loadUnderstander, Understander } from './understander.js';
