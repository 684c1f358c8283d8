/** Order matters: mix(a, b) differs from mix(b, a). 32-bit, unsigned (murmur3's finaliser between steps). */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash ^ b, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** Never 0, which means "none" to the feature code. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return hash >>> 0 || 1;
}

/** One message's features, repeated as often as they occur: key and family of each. */
export interface Features {
  readonly keys: Uint32Array;
  readonly families: Uint8Array;
}

/** Room for the features of some 150 characters; longer messages make it grow. */
const ROOM = 1024;

/**
 * Features as 32-bit numbers with their family: strings would cost more than the classifier itself.
 * With 50,000 features in the vocabulary an unknown one is taken for a known one once in 86,000.
 */
export class FeatureList {
  private keyRoom = new Uint32Array(ROOM);
  private familyRoom = new Uint8Array(ROOM);
  private length = 0;

  add(family: number, value: number): void {
    if (this.length === this.keyRoom.length) this.grow();
    this.keyRoom[this.length] = mix(family + 1, value);
    this.familyRoom[this.length] = family;
    this.length += 1;
  }

  /** What was added since the list was made or emptied. */
  take(): Features {
    const keys = this.keyRoom.slice(0, this.length);
    const families = this.familyRoom.slice(0, this.length);
    this.length = 0;
    return { keys, families };
  }

  private grow(): void {
    const keys = new Uint32Array(this.keyRoom.length * 2);
    const families = new Uint8Array(keys.length);
    keys.set(this.keyRoom);
    families.set(this.familyRoom);
    this.keyRoom = keys;
    this.familyRoom = families;
  }
}
