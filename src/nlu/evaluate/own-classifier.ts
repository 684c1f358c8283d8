import { foldText } from '../domain/normalise.js';
import { readText } from '../domain/text-classifier/reading.js';
import { trainTextClassifier } from '../domain/text-classifier/text-classifier.js';
import { createLinguist, foldTable } from '../text/linguist.js';
import type { Candidate } from './candidate.js';
import { type LabelledText, NONE } from './labelled-file.js';

export interface OwnOptions {
  /** Whether texts out of scope may come. */
  readonly open: boolean;
  readonly development: readonly LabelledText[] | undefined;
  readonly log: (line: string) => void;
}

/** Our general classifier with the dictionaries it reads Chinese with. */
export function trainOwn(train: readonly LabelledText[], options: OwnOptions): Candidate {
  const table = foldTable();
  const linguist = createLinguist();
  const classifier = trainTextClassifier(train, {
    read: (text) => readText(foldText(text, table), linguist),
    outOfScope: NONE,
    ...options,
  });
  return { classify: (text) => classifier.classify(text).intent, modelBytes: classifier.byteLength };
}
