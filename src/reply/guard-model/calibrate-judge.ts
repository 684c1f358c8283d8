/** `1 / (1 + exp(-(slope × score + offset)))`. */
export interface Logistic {
  readonly slope: number;
  readonly offset: number;
}

export const logistic = ({ slope, offset }: Logistic, score: number): number =>
  1 / (1 + Math.exp(-(slope * score + offset)));

const STEPS = 50;

/** Platt scaling by Newton's method (Platt 1999; Lin, Lin and Weng 2007) on held-out scores. */
export function fitLogistic(scored: readonly { score: number; violating: boolean }[]): Logistic {
  let slope = 1;
  let offset = 0;
  for (let step = 0; step < STEPS; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    for (const { score, violating } of scored) {
      const p = logistic({ slope, offset }, score);
      const error = p - (violating ? 1 : 0);
      const spread = p * (1 - p);
      g0 += error * score;
      g1 += error;
      h00 += spread * score * score;
      h01 += spread * score;
      h11 += spread;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (Math.abs(determinant) < 1e-12) break;
    slope -= (h11 * g0 - h01 * g1) / determinant;
    offset -= (h00 * g1 - h01 * g0) / determinant;
  }
  return { slope, offset };
}

/**
 * The least confidence that lets at most the given share of the fine replies through to an alarm.
 * @param confidences the highest of each fine reply
 * @param share 0..1
 */
export function alarmFrom(confidences: readonly number[], share: number): number {
  const sorted = [...confidences].sort((a, b) => b - a);
  const allowed = Math.floor(sorted.length * share);
  const first = sorted[allowed] ?? 0;
  return Math.min(1, first + 1e-6);
}
