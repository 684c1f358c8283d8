import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Api, type ApiFault, faultOf } from '../base/api.js';
import type { User } from '../base/api-types.js';
import { words } from '../base/words.js';
import { Drafts } from '../data/drafts.js';
import { ConsolePage } from '../shell/console-page.js';
import { FaultCard } from '../shell/fault-card.js';
import { LoginPage } from './login-page.js';
import { SetupPage } from './setup-page.js';

type Step =
  | { readonly at: 'asking' }
  | { readonly at: 'failed'; readonly fault: ApiFault }
  | { readonly at: 'setup' }
  | { readonly at: 'login'; readonly username: string; readonly note: string | null }
  | { readonly at: 'inside'; readonly user: User };

/** Which of the three pages this is: first run, sign-in, or the console itself. */
export function Gate() {
  const [step, setStep] = useState<Step>({ at: 'asking' });
  const onSignedOut = useCallback(() => setStep(afterSignOut), []);
  const api = useMemo(() => new Api(onSignedOut), [onSignedOut]);
  const draftsOf = useDrafts();

  const ask = useCallback(() => {
    setStep({ at: 'asking' });
    firstStep(api).then(setStep, (error) => setStep({ at: 'failed', fault: faultOf(error) }));
  }, [api]);
  useEffect(ask, [ask]);

  switch (step.at) {
    case 'asking':
      return null;
    case 'failed':
      return <FaultCard fault={step.fault} onRetry={ask} page />;
    case 'setup':
      return (
        <SetupPage
          api={api}
          onDone={(username) => setStep({ at: 'login', username, note: words.setupDone })}
        />
      );
    case 'login':
      return (
        <LoginPage
          api={api}
          username={step.username}
          note={step.note}
          onDone={(user) => setStep({ at: 'inside', user })}
        />
      );
    case 'inside':
      return (
        <ConsolePage
          key={step.user.id}
          api={api}
          me={step.user}
          drafts={draftsOf(step.user.id)}
          onSignOut={() => setStep({ at: 'login', username: step.user.username, note: null })}
        />
      );
  }
}

/** Drafts outlive a session that ended in the middle of a sentence, but are nobody else's. */
function useDrafts(): (userId: string) => Drafts {
  const kept = useRef({ userId: '', drafts: new Drafts() });
  return (userId) => {
    if (kept.current.userId !== userId) kept.current = { userId, drafts: new Drafts() };
    return kept.current.drafts;
  };
}

async function firstStep(api: Api): Promise<Step> {
  const { needed } = await api.setupNeeded();
  if (needed) return { at: 'setup' };
  try {
    const { user } = await api.session();
    return { at: 'inside', user };
  } catch (error) {
    if (faultOf(error).status === 401) return { at: 'login', username: '', note: null };
    throw error;
  }
}

/** A 401 while somebody works means that the session ended; before that it only means "sign in". */
function afterSignOut(step: Step): Step {
  if (step.at !== 'inside') return step;
  return { at: 'login', username: step.user.username, note: words.sessionEnded };
}
