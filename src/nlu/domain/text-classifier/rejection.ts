/** An answer without a threshold, and what it should have been. */
export interface Judged {
  readonly confidence: number;
  /** Whether the label given is the true one. */
  readonly right: boolean;
  /** Whether the text is out of scope. */
  readonly outside: boolean;
}

/**
 * The threshold with the most right answers, out of scope counted as an intent (the protocol of Larson et al.
 * 2019, "oos-threshold"). Confidences below it are rejected; 0 = reject nothing.
 */
export function bestThreshold(judged: readonly Judged[]): number {
  const sorted = ascending(judged);
  let right = 0;
  let most = 0;
  let threshold = 0;
  sorted.forEach((item, at) => {
    // Rejecting is right for what is outside, whatever label it had; else it loses the right ones.
    if (item.outside) right += item.right ? 0 : 1;
    else if (item.right) right -= 1;
    if (right <= most) return;
    most = right;
    threshold = between(sorted, at);
  });
  return threshold;
}

/**
 * For sets without an example of what is out of scope: the highest threshold that gives up no more than a
 * share of the right answers.
 * @param givenUp 0..1
 */
export function thresholdKeeping(judged: readonly Judged[], givenUp: number): number {
  const right = ascending(judged.filter((item) => item.right));
  const at = Math.floor(right.length * givenUp);
  return at === 0 ? 0 : between(right, at - 1);
}

function ascending(judged: readonly Judged[]): Judged[] {
  return [...judged].sort((a, b) => a.confidence - b.confidence);
}

/** Half way to the next confidence, so that the threshold does not hang on the last digit of one text. */
function between(sorted: readonly Judged[], at: number): number {
  const low = sorted[at]?.confidence ?? 0;
  return (low + (sorted[at + 1]?.confidence ?? low)) / 2;
}
