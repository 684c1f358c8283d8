import { lastSeq } from '../../shared/by-seq.js';
import { randomId } from '../../shared/random-id.js';
import { ChatApi } from './chat-api.js';
import { ChatLink } from './chat-link.js';
import { emptyChat, withMessages, withOutgoing, withOutgoingState } from './chat-state.js';
import type { ChatState, Outgoing } from './chat-types.js';
import { Outbox } from './outbox.js';
import { VisitorSession } from './visitor-session.js';

/** One customer's conversation: the state the page draws and the two things a customer can do. */
export class ChatClient {
  private state = emptyChat;
  private readonly watchers = new Set<(state: ChatState) => void>();
  private readonly session = new VisitorSession(() =>
    this.set({ ...this.state, messages: [], holder: 'bot' }),
  );
  private readonly api = new ChatApi(this.session);
  /** Blob addresses of pictures by media id and by the id they were sent under. */
  private readonly pictures = new Map<string, Promise<string>>();
  /** Media ids by the message's own id, so that a repetition does not upload again. */
  private readonly uploads = new Map<string, string>();

  private readonly link = new ChatLink(this.session, this.api, {
    lastSeq: () => lastSeq(this.state.messages),
    onMessages: (messages) => this.set(withMessages(this.state, messages)),
    onHolder: (holder) => this.state.holder === holder || this.set({ ...this.state, holder }),
    onLoaded: () => this.state.loaded || this.set({ ...this.state, loaded: true }),
    onOffline: (offline) => this.onOffline(offline),
  });

  private readonly outbox = new Outbox({
    deliver: (item) => this.deliver(item),
    mark: (id, change) => this.set(withOutgoingState(this.state, id, change)),
  });

  start(): void {
    this.link.start();
  }

  get snapshot(): ChatState {
    return this.state;
  }

  watch(watcher: (state: ChatState) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  sendText(text: string): void {
    this.send({ text });
  }

  sendImage(image: Blob): void {
    this.send({ image, previewUrl: URL.createObjectURL(image) });
  }

  retry(clientMsgId: string): void {
    this.outbox.retry(clientMsgId);
  }

  /** An address for `<img>`; pictures need the token, so the browser cannot fetch them itself. */
  picture(mediaId: string, clientMsgId: string | undefined): Promise<string> {
    const key = clientMsgId && this.pictures.has(clientMsgId) ? clientMsgId : mediaId;
    const known = this.pictures.get(key);
    if (known) return known;
    const address = this.api.media(mediaId).then((blob) => URL.createObjectURL(blob));
    this.pictures.set(key, address);
    address.catch(() => this.pictures.delete(key));
    return address;
  }

  private send(payload: Outgoing['payload']): void {
    const item: Outgoing = {
      clientMsgId: randomId(),
      payload,
      state: 'sending',
      final: false,
      at: new Date().toISOString(),
    };
    if ('previewUrl' in payload) this.pictures.set(item.clientMsgId, Promise.resolve(payload.previewUrl));
    this.set(withOutgoing(this.state, item));
    this.outbox.add(item);
  }

  private async deliver({ clientMsgId, payload }: Outgoing): Promise<void> {
    try {
      const content =
        'text' in payload ? payload : { mediaId: await this.upload(clientMsgId, payload.image) };
      await this.api.send(clientMsgId, content);
      this.link.nudge();
    } catch (error) {
      this.link.check();
      throw error;
    }
  }

  private async upload(clientMsgId: string, image: Blob): Promise<string> {
    const mediaId = this.uploads.get(clientMsgId) ?? (await this.api.upload(image));
    this.uploads.set(clientMsgId, mediaId);
    return mediaId;
  }

  private onOffline(offline: boolean): void {
    if (offline === this.state.offline) return;
    this.set({ ...this.state, offline });
    if (!offline) this.outbox.resume();
  }

  private set(next: ChatState): void {
    if (next === this.state) return;
    this.state = next;
    for (const watcher of Array.from(this.watchers)) watcher(next);
  }
}
