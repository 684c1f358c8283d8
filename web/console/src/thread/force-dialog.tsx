import { Button } from 'antd';
import { words } from '../base/words.js';
import { Dialog } from '../shell/dialog.js';

interface Props {
  readonly title: string;
  readonly onForce: () => void;
  readonly onClose: () => void;
}

/** Supervisors may take a conversation from a colleague, but not by a slip of the finger. */
export function ForceDialog({ title, onForce, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{words.takenByForce}</p>
      <div className="dialog-foot">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button type="primary" danger onClick={onForce}>
          {words.forceTakeOver}
        </Button>
      </div>
    </Dialog>
  );
}
