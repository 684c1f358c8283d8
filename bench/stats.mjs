/** The value below which `share` (0…1) of the samples lie; NaN for none. Sorts a copy. */
export function quantile(samples, share) {
  const sorted = Float64Array.from(samples).sort();
  return sorted.length === 0
    ? Number.NaN
    : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (samples) => quantile(samples, 0.5);

/** Thousands apart: 12345.6 → 12,346; small figures keep a digit. */
export function figure(value) {
  return value < 10
    ? value.toFixed(2)
    : value < 100
      ? value.toFixed(1)
      : Math.round(value).toLocaleString('en-US');
}
