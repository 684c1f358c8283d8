import { softmax } from '../calibrate.js';
import type { Features } from '../hashing.js';
import type { Network } from './network.js';
import { type OneVsRest, type OneVsRestOptions, trainOneVsRest } from './one-vs-rest.js';
import { type FamilyShares, TermSpace } from './term-space.js';
import { type NetworkOptions, trainNetwork } from './train-network.js';
import { SPELLING_VIEW, WHOLE_VIEW, WORD_VIEW } from './views.js';

/** How the members are made; ADR 0019 has what was tried. */
const SVM: OneVsRestOptions = { cost: 1, balance: 0.5, passes: 10, seed: 7 };
const NETWORK: NetworkOptions = {
  hidden: 128,
  epochs: 10,
  rate: 0.05,
  featureDropout: 0.3,
  hiddenDropout: 0.3,
  smoothing: 0.1,
  seed: 3,
};

interface Recipe {
  readonly name: string;
  readonly shares: FamilyShares;
  readonly svm: boolean;
  readonly network: NetworkOptions;
}

const RECIPES: readonly Recipe[] = [
  { name: 'whole', shares: WHOLE_VIEW, svm: true, network: NETWORK },
  { name: 'words', shares: WORD_VIEW, svm: false, network: { ...NETWORK, hiddenDropout: 0.5, seed: 4 } },
  {
    name: 'spelling',
    shares: SPELLING_VIEW,
    svm: true,
    network: { ...NETWORK, rate: 0.03, epochs: 12, featureDropout: 0.5, seed: 5 },
  },
];

/** Inverse temperature at which margins become probabilities comparable with the networks'. */
const SHARPNESS = 4;
/** A feature seen in one text only says more about that text than about its class. */
const LEAST_TEXTS = 2;
/** A member that is sure a class is wrong does not outvote all others. */
const FLOOR = 1e-4;

/** What one reading of a text votes with. */
interface View {
  readonly space: TermSpace;
  readonly svm: OneVsRest | undefined;
  readonly network: Network;
}

/** Linear SVMs and small networks over different readings of a text: they err in different places. */
export class Ensemble {
  constructor(private readonly views: readonly View[]) {}

  get byteLength(): number {
    return this.views.reduce(
      (sum, { space, svm, network }) => sum + space.byteLength + (svm?.byteLength ?? 0) + network.byteLength,
      0,
    );
  }

  /** Mean over the members of the log probability of each class; not normalised. */
  scores(text: Features): Float64Array {
    const members: Float64Array[] = [];
    for (const { space, svm, network } of this.views) {
      const vector = space.vector(text);
      if (svm !== undefined) members.push(softmax(svm.scores(vector), SHARPNESS));
      members.push(network.probabilities(vector));
    }
    const mean = new Float64Array(members[0]?.length ?? 0);
    for (const probabilities of members) {
      for (let k = 0; k < mean.length; k += 1) {
        mean[k] = (mean[k] ?? 0) + Math.log((probabilities[k] ?? 0) + FLOOR) / members.length;
      }
    }
    return mean;
  }
}

/**
 * @param labels class per text, 0 to `classes` - 1
 * @param log progress, one line a call
 */
export function trainEnsemble(
  texts: readonly Features[],
  labels: Int32Array,
  classes: number,
  log: (line: string) => void = () => undefined,
): Ensemble {
  return new Ensemble(
    RECIPES.map(({ name, shares, svm, network }) => {
      const space = TermSpace.from(texts, shares, LEAST_TEXTS);
      const rows = space.rows(texts);
      log(`${name}: ${space.width} features of ${texts.length} texts`);
      return {
        space,
        svm: svm ? trainOneVsRest(rows, labels, classes, SVM) : undefined,
        network: trainNetwork(rows, labels, classes, network),
      };
    }),
  );
}
