import { seeded } from '#app/nlu/index.js';
import { FINE, type LabelledReply } from './labelled-reply.js';
import { readReply } from './read-reply.js';

/** How many replies are put together, as shares of the replies there are. */
const VIOLATING_SHARE = 0.06;
const FINE_SHARE = 0.1;
const SEED = 3;
/** How often a third reply is added. */
const THIRD = 0.4;
/** A fine reply worth putting around another has at least so many characters. */
const LONG_ENOUGH = 10;
const MOST_CLAUSES = 3;

/**
 * More long replies, put together from those there are: a violating one in front of or behind fine ones, and
 * fine ones in a row. A bad clause between good ones is what people overlook, and what the corpus has least of.
 * @param keepAlone classes that a fact elsewhere in the reply would lift
 */
export function joinReplies(
  replies: readonly LabelledReply[],
  keepAlone: ReadonlySet<string>,
): LabelledReply[] {
  const random = seeded(SEED);
  const pick = (list: readonly LabelledReply[]) => list[Math.floor(random() * list.length)];
  const fine = replies.filter((reply) => reply.class === FINE && lengthOf(reply) >= LONG_ENOUGH);
  const violating = replies.filter(
    ({ class: code, labels }) =>
      code !== FINE && labels.length <= MOST_CLAUSES && !labels.some((l) => l === null || keepAlone.has(l)),
  );
  const joined: LabelledReply[] = [];
  const put = (first: LabelledReply | undefined, second: LabelledReply | undefined) => {
    if (!first || !second) return;
    let reply = random() < 0.5 ? join(first, second) : join(second, first);
    const third = random() < THIRD ? pick(fine) : undefined;
    if (third) reply = random() < 0.5 ? join(third, reply) : join(reply, third);
    joined.push(reply);
  };
  for (let i = 0; i < replies.length * VIOLATING_SHARE; i += 1) put(pick(violating), pick(fine));
  for (let i = 0; i < replies.length * FINE_SHARE; i += 1) put(pick(fine), pick(fine));
  return joined;
}

const lengthOf = ({ clauses }: LabelledReply): number => clauses.at(-1)?.end ?? 0;

/** Two replies as one; their clauses keep their labels. */
function join(first: LabelledReply, second: LabelledReply): LabelledReply {
  const text = [first, second].map(textOf).join('。');
  const clauses = readReply(text);
  const violating = first.class === FINE ? second : first;
  return { ...violating, clauses, labels: [...first.labels, ...second.labels], weight: 1 };
}

/** The clauses' texts again, with the marks that stood between them. */
function textOf({ clauses }: LabelledReply): string {
  return clauses
    .map(({ text, mark }, at) => (at === clauses.length - 1 ? text : `${text}${mark === '' ? ',' : mark}`))
    .join('');
}
