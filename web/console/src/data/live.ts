import { LiveSocket, socketUrl } from '../../../shared/live-socket.js';
import type { Api } from '../base/api.js';
import type { Summary } from '../base/api-types.js';
import { Store } from '../base/store.js';
import type { ConversationList } from './conversation-list.js';
import type { Threads } from './threads.js';

/** Without a socket the console asks. */
const POLL_MS = 5_000;
/** Most drops heal on the first retry; nobody needs to hear of them. */
const TELL_AFTER_MS = 1_500;
/** The server's word for "sign in first". */
const UNAUTHENTICATED = 4001;

/** Keeps list and open conversations up to date: by a socket, or by asking while none opens. */
export class Live {
  /** True once the connection has been gone for longer than a moment. */
  readonly offline = new Store(false);
  private poll: ReturnType<typeof setInterval> | undefined;
  private tell: ReturnType<typeof setTimeout> | undefined;
  private readonly socket: LiveSocket;
  private stopped = false;

  constructor(
    private readonly api: Api,
    private readonly list: ConversationList,
    private readonly threads: Threads,
  ) {
    this.socket = new LiveSocket({
      url: () => socketUrl(`/api/seats/socket?since=${list.position}`),
      onFrame: (frame) => this.onFrame(frame),
      onState: (open) => this.onState(open),
      onClose: (code) => {
        // Reading the session tells the page, which then shows the sign-in.
        if (code === UNAUTHENTICATED) void this.api.session().catch(() => undefined);
        return true;
      },
    });
  }

  async start(): Promise<void> {
    this.stopped = false;
    await this.list.load();
    if (!this.stopped) this.socket.start();
  }

  stop(): void {
    this.stopped = true;
    this.socket.stop();
    clearInterval(this.poll);
    clearTimeout(this.tell);
  }

  private onFrame(frame: unknown): void {
    if (!isFrame(frame)) return;
    this.list.patch(frame.data);
    this.threads.onChanged(frame.data.id);
  }

  private onState(open: boolean): void {
    clearTimeout(this.tell);
    clearInterval(this.poll);
    if (open) {
      this.offline.set(false);
      void this.list.load();
      this.threads.refreshCurrent();
      return;
    }
    this.tell = setTimeout(() => this.offline.set(true), TELL_AFTER_MS);
    this.poll = setInterval(() => {
      void this.list.load();
      this.threads.refreshCurrent();
    }, POLL_MS);
  }
}

interface Frame {
  readonly type: 'conversation';
  readonly data: Summary;
}

function isFrame(frame: unknown): frame is Frame {
  return (
    typeof frame === 'object' &&
    frame !== null &&
    'type' in frame &&
    frame.type === 'conversation' &&
    'data' in frame
  );
}
