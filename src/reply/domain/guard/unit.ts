/** One unit of the fold while it is being built. */
export interface Unit {
  readonly char: string;
  readonly start: number;
  readonly end: number;
}

/** By code: this is asked for every character of every reply. */
export function isHan(char: string): boolean {
  const unit = char.charCodeAt(0);
  return (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff);
}
