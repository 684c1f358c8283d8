/** What a key handler needs to know; both React's and the browser's own event have it. */
export interface KeyLike {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  /** 229 while an IME works; Safari reports only this on the Enter that ends a composition. */
  readonly keyCode: number;
}

/** Enter that means "send": never the one that picks a candidate of an IME, never Shift+Enter. */
export function isSendEnter(event: KeyLike): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}
