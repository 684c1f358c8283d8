import { connect } from 'node:net';

const ID_DIGITS = 12;
const ID_MARK = '"clientMsgId":"';

/** The bytes of one POST of a message, ready to be sent; `stamp` makes it distinct without building it anew. */
export function messageRequest({ host, token, text }) {
  const body = `{"clientMsgId":"${'0'.repeat(ID_DIGITS)}","text":${JSON.stringify(text)}}`;
  const head =
    `POST /api/web/messages HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const bytes = Buffer.from(head + body);
  return { bytes, idAt: bytes.indexOf(ID_MARK) + ID_MARK.length };
}

/** Writes the number into the request as its clientMsgId; not before the answer to its last use is there. */
export function stamp({ bytes, idAt }, number) {
  const id = String(number).padStart(ID_DIGITS, '0');
  bytes.latin1Write(id, idAt);
  return id;
}

/**
 * One keep-alive connection that reads as little of the answers as it can: the client must not be
 * what is measured. `onAnswer(status, body)` is called once for each request, in order.
 */
export class Wire {
  #socket;
  #partial = '';
  #usual = { total: -1, bodyAt: -1 };

  constructor({ host, port }, onAnswer, onLost) {
    this.onAnswer = onAnswer;
    const buffer = Buffer.allocUnsafe(16_384);
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      onread: { buffer, callback: (size) => this.#read(buffer, size) },
    });
    this.#socket.on('error', onLost);
    this.#socket.on('close', onLost);
    this.ready = new Promise((resolve) => this.#socket.once('connect', resolve));
  }

  send(bytes) {
    this.#socket.write(bytes);
  }

  close() {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  #read(buffer, size) {
    const { total, bodyAt } = this.#usual;
    // Answers of one kind have one length: the usual one needs no parsing.
    if (size === total && this.#partial === '')
      this.onAnswer(statusOf(buffer), buffer.latin1Slice(bodyAt, size));
    else this.#parse(buffer.latin1Slice(0, size));
    return true;
  }

  #parse(text) {
    this.#partial += text;
    const headEnd = this.#partial.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = /content-length: *(\d+)/i.exec(this.#partial.slice(0, headEnd))?.[1];
    const total = headEnd + 4 + Number(length);
    if (this.#partial.length < total) return;
    const answer = this.#partial.slice(0, total);
    this.#partial = this.#partial.slice(total);
    this.#usual = { total, bodyAt: headEnd + 4 };
    this.onAnswer(Number(answer.slice(9, 12)), answer.slice(headEnd + 4));
  }
}

const statusOf = (buffer) => (buffer[9] - 48) * 100 + (buffer[10] - 48) * 10 + (buffer[11] - 48);
