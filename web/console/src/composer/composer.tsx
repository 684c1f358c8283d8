import type { Detail } from '../base/api-types.js';
import type { Holding } from '../thread/use-holding.js';
import { NotHolder } from './not-holder.js';
import { ReplyForm } from './reply-form.js';

/** Only the holder may speak; everybody else sees who does. */
export function Composer({ detail, holding }: { detail: Detail; holding: Holding }) {
  return (
    <footer className="composer">
      {holding.mine ? <ReplyForm detail={detail} /> : <NotHolder detail={detail} holding={holding} />}
    </footer>
  );
}
