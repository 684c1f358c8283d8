import type { Category, Intent } from '#app/base/model/labels.js';
import { type Head, trainHead } from './head.js';
import { accuracy, confusions, macroF1 } from './metrics.js';
import { SVM_DEFAULTS } from './svm.js';
import { FAMILY_WEIGHTS, type Features, Vocabulary } from './vocabulary.js';

/** One labelled message as features. */
export interface LabelledFeatures {
  readonly features: Features;
  readonly intent: Intent;
  readonly category: Category | null;
}

/** What a model was worth out of fold when it was made. Shares are 0..1. */
export interface Evaluation {
  readonly examples: number;
  readonly intentAccuracy: number;
  readonly intentMacroF1: number;
  readonly categoryAccuracy: number;
  readonly categoryMacroF1: number;
  readonly confusions: readonly { truth: string; guess: string; count: number }[];
}

export interface Model {
  readonly vocabulary: Vocabulary;
  readonly intent: Head;
  readonly category: Head;
  readonly evaluation: Evaluation;
}

/** Everything that makes another model of the same features; part of the fingerprint. */
export const TRAINING_RECIPE = JSON.stringify({ heads: 1, weights: FAMILY_WEIGHTS, svm: SVM_DEFAULTS });
const FALLBACK: Category = 'OTHER_UNCLASSIFIED';

/** Trains both heads. Pure and deterministic: the same examples give the same model. */
export function trainModel(examples: readonly LabelledFeatures[]): Model {
  const documents = examples.map((example) => example.features);
  const vocabulary = Vocabulary.from(documents);
  const rows = vocabulary.rows(documents);
  const weights = new Float32Array(examples.length).fill(1);
  const all = Uint32Array.from(examples.keys());
  const fine = examples.map(fineClass);
  const classes = [...new Set(fine)].sort();
  const intent = trainHead({
    set: { rows, labels: indexes(fine, classes), weights },
    classes,
    groupName: (name) => name.split(':')[0] ?? name,
    members: all,
  });
  const named = examples.map((example) => example.category ?? FALLBACK);
  const categories = [...new Set(named)].sort();
  const category = trainHead({
    set: { rows, labels: indexes(named, categories), weights },
    classes: categories,
    groupName: (name) => name,
    members: all.filter((row) => hasCategory(examples[row])),
  });
  return {
    vocabulary,
    intent: intent.head,
    category: category.head,
    evaluation: {
      examples: examples.length,
      intentAccuracy: accuracy(intent.heldOut),
      intentMacroF1: macroF1(intent.heldOut),
      categoryAccuracy: accuracy(category.heldOut),
      categoryMacroF1: macroF1(category.heldOut),
      confusions: [...confusions(intent.heldOut, 30), ...confusions(category.heldOut, 30)],
    },
  };
}

/** Complaints are learned by category: one class for all of them is too mixed for a linear model. */
function fineClass(example: LabelledFeatures): string {
  return example.intent === 'COMPLAINT' ? `COMPLAINT:${example.category ?? FALLBACK}` : example.intent;
}

function hasCategory(example: LabelledFeatures | undefined): boolean {
  return example?.intent === 'COMPLAINT' || (example?.intent === 'COMPENSATION' && example.category !== null);
}

function indexes(names: readonly string[], of: readonly string[]): Int32Array {
  const index = new Map(of.map((name, at) => [name, at]));
  return Int32Array.from(names.map((name) => index.get(name) ?? 0));
}
