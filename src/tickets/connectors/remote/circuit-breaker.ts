/** Requests in a row that must fail before the circuit opens. */
const THRESHOLD = 5;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Leaves a system alone that does not answer: after five failures in a row nothing is sent for 15 s,
 * then one request may try; each further failure doubles the pause, up to 5 min.
 */
export class CircuitBreaker {
  private failures = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private closedUntil = 0;
  private trying = false;

  /** @param now a monotonic time in ms */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Ms to wait before asking again; 0 = go ahead, and tell the result by `succeeded` or `failed`. */
  admit(): number {
    if (this.failures < THRESHOLD) return 0;
    const wait = this.closedUntil - this.now();
    if (wait > 0) return wait;
    if (this.trying) return FIRST_PAUSE_MS;
    this.trying = true;
    return 0;
  }

  succeeded(): void {
    this.failures = 0;
    this.pauseMs = FIRST_PAUSE_MS;
    this.trying = false;
  }

  failed(): void {
    this.failures++;
    if (this.failures < THRESHOLD) return;
    this.closedUntil = this.now() + this.pauseMs;
    // Requests that were under way when it opened must not double the pause.
    if (this.trying) this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    this.trying = false;
  }
}
