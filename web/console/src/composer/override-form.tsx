import { Button, Input } from 'antd';
import { useState } from 'react';
import { words } from '../base/words.js';

/** As the server asks: a reason one can read, not a dot. */
const SHORTEST_REASON = 4;

interface Props {
  readonly onSend: (reason: string) => void;
  readonly onCancel: () => void;
}

export function OverrideForm({ onSend, onCancel }: Props) {
  const [reason, setReason] = useState('');
  const enough = reason.trim().length >= SHORTEST_REASON;
  return (
    <div className="override">
      <Input
        autoFocus
        value={reason}
        maxLength={500}
        placeholder={words.overrideReason}
        aria-label={words.overrideReason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          // Enter here would submit the reply behind it.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <Button danger disabled={!enough} onClick={() => onSend(reason.trim())}>
        {words.overrideSend}
      </Button>
      <Button type="text" onClick={onCancel}>
        {words.cancel}
      </Button>
    </div>
  );
}
