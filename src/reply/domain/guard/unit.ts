/** One unit of the fold while it is being built. */
export interface Unit {
  readonly char: string;
  readonly start: number;
  readonly end: number;
}
