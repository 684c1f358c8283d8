import { LiveSocket, socketUrl } from '../../shared/live-socket.js';
import { type ChatApi, ChatFault } from './chat-api.js';
import type { ChatMessage, Holder } from './chat-types.js';
import type { VisitorSession } from './visitor-session.js';

/** How often the history is asked for while no socket is open. */
const POLL_EVERY_MS = 3_000;
/** Most drops heal on the first retry; nobody needs to hear of them. */
const TELL_OFFLINE_AFTER_MS = 1_500;
/** The server's word for "I do not know this token". */
const BAD_TOKEN = 4003;

export interface LinkEvents {
  readonly lastSeq: () => number;
  readonly onMessages: (messages: readonly ChatMessage[]) => void;
  readonly onHolder: (holder: Holder) => void;
  readonly onLoaded: () => void;
  readonly onOffline: (offline: boolean) => void;
}

/** Keeps the page up to date: by a socket where one opens, by asking every 3 s where none does. */
export class ChatLink {
  private readonly socket: LiveSocket;
  private token = '';
  private pollTimer: ReturnType<typeof setTimeout> | undefined;
  private offlineTimer: ReturnType<typeof setTimeout> | undefined;
  private polling = false;

  constructor(
    private readonly session: VisitorSession,
    private readonly api: ChatApi,
    private readonly events: LinkEvents,
  ) {
    this.socket = new LiveSocket({
      url: () => socketUrl('/api/web/socket'),
      hello: () => ({ type: 'hello', token: this.token, since: this.events.lastSeq() }),
      onFrame: (frame) => this.onFrame(frame),
      onState: (open) => this.onSocket(open),
      onClose: (code) => this.onClose(code),
    });
  }

  start(): void {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.poll();
    });
    void this.connect();
  }

  /** Asks now: after sending, when no socket would tell. */
  nudge(): void {
    if (!this.socket.isOpen) void this.poll();
  }

  /** Asks now even with a socket: something failed that should not have. */
  check(): void {
    void this.poll();
  }

  private async connect(): Promise<void> {
    await this.poll();
    try {
      this.token = await this.session.current();
      this.socket.start();
    } catch {
      setTimeout(() => void this.connect(), POLL_EVERY_MS);
    }
  }

  private onSocket(open: boolean): void {
    clearTimeout(this.pollTimer);
    if (open) this.reached(true);
    else this.pollSoon();
  }

  private onClose(code: number): boolean {
    if (code !== BAD_TOKEN) return true;
    this.session.forget(this.token);
    setTimeout(() => void this.connect(), POLL_EVERY_MS);
    return false;
  }

  private onFrame(frame: unknown): void {
    if (!isFrame(frame)) return;
    if (frame.type === 'message') this.events.onMessages([frame.data]);
    else if (frame.type === 'holder') this.events.onHolder(frame.data.holder);
  }

  private pollSoon(): void {
    clearTimeout(this.pollTimer);
    this.pollTimer = setTimeout(() => void this.poll(), POLL_EVERY_MS);
  }

  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    try {
      const history = await this.api.history(this.events.lastSeq());
      this.events.onMessages(history.messages);
      this.events.onHolder(history.holder);
      this.events.onLoaded();
      this.reached(true);
    } catch (error) {
      this.reached(error instanceof ChatFault && error.status !== 0 && error.status < 500);
    } finally {
      this.polling = false;
      if (!this.socket.isOpen) this.pollSoon();
    }
  }

  private reached(yes: boolean): void {
    if (yes) {
      clearTimeout(this.offlineTimer);
      this.offlineTimer = undefined;
      this.events.onOffline(false);
    } else if (this.offlineTimer === undefined) {
      this.offlineTimer = setTimeout(() => this.events.onOffline(true), TELL_OFFLINE_AFTER_MS);
    }
  }
}

type Frame =
  | { readonly type: 'message'; readonly data: ChatMessage }
  | { readonly type: 'holder'; readonly data: { readonly holder: Holder } };

function isFrame(frame: unknown): frame is Frame {
  return typeof frame === 'object' && frame !== null && 'type' in frame && 'data' in frame;
}
