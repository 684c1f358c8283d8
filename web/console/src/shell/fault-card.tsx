import { Alert, Button } from 'antd';
import type { ApiFault } from '../base/api.js';
import { faultText } from '../base/fault-text.js';
import { fill, words } from '../base/words.js';

interface Props {
  readonly fault: ApiFault;
  readonly onRetry: () => void;
  /** It is all there is on the page. */
  readonly page?: boolean;
}

/** What went wrong, in words, with the code to tell support and the way to try again. */
export function FaultCard({ fault, onRetry, page }: Props) {
  const code = fault.requestId ? `${fault.code} · ${fault.requestId}` : fault.code;
  const card = (
    <Alert
      className="fault"
      type="error"
      showIcon
      title={words.failedTitle}
      description={
        <>
          <p>{faultText(fault)}</p>
          <p className="fault-code">{fill(words.faultCode, { code })}</p>
        </>
      }
      action={<Button onClick={onRetry}>{words.retry}</Button>}
    />
  );
  return page ? <main className="fault-page">{card}</main> : card;
}
