import { useEffect } from 'react';
import type { Detail, Suggested } from '../base/api-types.js';
import { useStore } from '../base/store.js';
import { useWorkspace } from '../data/workspace.js';

/** What fits this conversation now; the last answer stays until the next one is there. */
export function useSuggestions({ id, lastSeq }: Pick<Detail, 'id' | 'lastSeq'>): Suggested | undefined {
  const { suggestions } = useWorkspace();
  useEffect(() => suggestions.want(id, lastSeq), [suggestions, id, lastSeq]);
  return useStore(suggestions.state).get(id);
}
