import { backoffMs } from './backoff.js';

/** A connection that has not opened by then counts as failed (proxies that swallow upgrades). */
const OPEN_WITHIN_MS = 6_000;
/** A connection that lived this long was a good one: the next failure starts from a short wait again. */
const STABLE_AFTER_MS = 10_000;

export interface LiveSocketOptions {
  /** Asked at every attempt: it carries the last seq seen. */
  readonly url: () => string;
  /** What to say first; nothing when undefined. */
  readonly hello?: () => unknown;
  readonly onFrame: (frame: unknown) => void;
  readonly onState: (open: boolean, failures: number) => void;
  /** Return false to stop for good (the server refused us, trying again is pointless). */
  readonly onClose?: (code: number) => boolean;
}

/** One WebSocket that comes back by itself. The caller resyncs by the seq it put into url or hello. */
export class LiveSocket {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private stopped = true;

  constructor(private readonly options: LiveSocketOptions) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    addEventListener('online', this.restart);
    addEventListener('offline', this.onOffline);
    document.addEventListener('visibilitychange', this.onVisible);
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    removeEventListener('online', this.restart);
    removeEventListener('offline', this.onOffline);
    document.removeEventListener('visibilitychange', this.onVisible);
    clearTimeout(this.timer);
    this.drop();
  }

  get isOpen(): boolean {
    return this.socket?.readyState === 1;
  }

  /** Tries now instead of after the wait. */
  readonly hurry = (): void => {
    if (!this.isOpen) this.restart();
  };

  /** After a change of network the old socket may look open for minutes and carry nothing. */
  private readonly restart = (): void => {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.drop();
    this.connect();
  };

  private readonly onOffline = (): void => {
    this.drop();
    this.ended(0);
  };

  private readonly onVisible = (): void => {
    if (!document.hidden) this.hurry();
  };

  /** Lets go of a socket without hearing of its end. */
  private drop(): void {
    const old = this.socket;
    this.socket = undefined;
    old?.close();
  }

  private connect(): void {
    const socket = open(this.options.url());
    this.socket = socket;
    if (!socket) {
      this.ended(0);
      return;
    }
    this.timer = setTimeout(() => socket.close(), OPEN_WITHIN_MS);
    let stable: ReturnType<typeof setTimeout> | undefined;
    socket.onopen = () => {
      clearTimeout(this.timer);
      stable = setTimeout(() => {
        this.failures = 0;
      }, STABLE_AFTER_MS);
      if (this.options.hello) socket.send(JSON.stringify(this.options.hello()));
      this.options.onState(true, 0);
    };
    socket.onmessage = (event) => this.options.onFrame(parse(event.data));
    socket.onclose = (event) => {
      clearTimeout(stable);
      if (this.socket === socket) this.ended(event.code);
    };
  }

  private ended(code: number): void {
    clearTimeout(this.timer);
    this.socket = undefined;
    if (this.stopped) return;
    this.failures += 1;
    this.options.onState(false, this.failures);
    if (this.options.onClose?.(code) === false) this.stop();
    else this.timer = setTimeout(() => this.connect(), backoffMs(this.failures - 1, Math.random()));
  }
}

/** `new WebSocket` throws where a policy forbids it. */
function open(url: string): WebSocket | undefined {
  try {
    return new WebSocket(url);
  } catch {
    return undefined;
  }
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}

/** `/api/x` as the ws: or wss: address of this page's own server. */
export function socketUrl(path: string): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
}
