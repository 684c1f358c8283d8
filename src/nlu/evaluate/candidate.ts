/** A classifier under test. */
export interface Candidate {
  /** The intent, or `None`. */
  readonly classify: (text: string) => Promise<string> | string;
  /** Size of what has to be kept to answer. */
  readonly modelBytes: number;
}
