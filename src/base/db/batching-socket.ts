import { Socket } from 'node:net';

type Written = (error?: Error | null) => void;

/**
 * A socket that sends all that is written in one tick as one packet. The statements a transaction asks
 * for at once then cost one system call and wake PostgreSQL once.
 */
export class BatchingSocket extends Socket {
  private batching = false;

  override cork(): void {
    this.startBatch();
    super.cork();
  }

  override write(
    chunk: Uint8Array | string,
    encoding?: BufferEncoding | Written,
    written?: Written,
  ): boolean {
    this.startBatch();
    return typeof encoding === 'function'
      ? super.write(chunk, encoding)
      : super.write(chunk, encoding, written);
  }

  private startBatch(): void {
    if (this.batching) return;
    this.batching = true;
    super.cork();
    process.nextTick(() => {
      this.batching = false;
      super.uncork();
    });
  }
}
