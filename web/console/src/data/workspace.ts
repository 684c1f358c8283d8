import { createContext, useContext } from 'react';
import type { Api } from '../base/api.js';
import type { User } from '../base/api-types.js';
import { ConversationList } from './conversation-list.js';
import { Drafts } from './drafts.js';
import { Live } from './live.js';
import { Suggestions } from './suggestions.js';
import { Threads } from './threads.js';

/** Everything one signed-in agent works with. */
export interface Workspace {
  readonly api: Api;
  readonly me: User;
  readonly list: ConversationList;
  readonly threads: Threads;
  readonly live: Live;
  readonly drafts: Drafts;
  readonly suggestions: Suggestions;
}

export function createWorkspace(api: Api, me: User, drafts: Drafts): Workspace {
  const list = new ConversationList(api, me.id);
  const threads = new Threads(
    api,
    (summary) => list.patch(summary),
    (id, text) => drafts.giveBack(id, text),
  );
  return {
    api,
    me,
    list,
    threads,
    live: new Live(api, list, threads),
    drafts,
    suggestions: new Suggestions(api),
  };
}

const WorkspaceContext = createContext<Workspace | null>(null);
export const WorkspaceProvider = WorkspaceContext.Provider;

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('no workspace: the component is drawn outside the signed-in page');
  return workspace;
}
