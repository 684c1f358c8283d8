const KEY = 'jiesu.visitor';

/** The visitor's secret, kept across visits where the browser lets us, else for this page's life. */
export class VisitorSession {
  private token: string | undefined;
  private minting: Promise<string> | undefined;

  /** @param onForgotten the conversation of the old token is out of reach */
  constructor(private readonly onForgotten: () => void) {}

  /** @throws when the server cannot be reached */
  current(): Promise<string> {
    this.token = this.token ?? read();
    if (this.token) return Promise.resolve(this.token);
    this.minting =
      this.minting ??
      mint().finally(() => {
        this.minting = undefined;
      });
    return this.minting.then((token) => {
      this.token = token;
      write(token);
      return token;
    });
  }

  /** The server no longer knows this token. */
  forget(token: string): void {
    if (this.token !== token) return;
    this.token = undefined;
    write('');
    this.onForgotten();
  }
}

async function mint(): Promise<string> {
  const response = await fetch('/api/web/visitors', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) throw new Error(`visitors: ${response.status}`);
  const body: { token: string } = await response.json();
  return body.token;
}

/** Storage throws in WeChat web views and with blocked cookies; the page works without. */
function read(): string | undefined {
  try {
    return localStorage.getItem(KEY) || undefined;
  } catch {
    return undefined;
  }
}

function write(token: string): void {
  try {
    if (token) localStorage.setItem(KEY, token);
    else localStorage.removeItem(KEY);
  } catch {
    // Kept in memory only.
  }
}
