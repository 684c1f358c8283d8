/** DI token of the transport between processes. */
export const FAN_OUT = Symbol('FanOut');

/** Carries short texts to every process that has started, the sender included; best effort. */
export interface FanOut {
  start(onText: (text: string) => void): Promise<void>;
  publish(text: string): Promise<void>;
  stop(): Promise<void>;
}
