import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { type Api, faultOf } from '../base/api.js';
import type { User } from '../base/api-types.js';
import { faultText } from '../base/fault-text.js';
import { words } from '../base/words.js';
import { EntryCard } from './entry-card.js';

interface Fields {
  readonly username: string;
  readonly password: string;
}

interface Props {
  readonly api: Api;
  readonly username: string;
  /** Why this page is shown, when that is not obvious. */
  readonly note: string | null;
  readonly onDone: (user: User) => void;
}

export function LoginPage({ api, username, note, onDone }: Props) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (fields: Fields): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const { user } = await api.signIn(fields.username, fields.password);
      onDone(user);
    } catch (error) {
      setFault(faultText(faultOf(error)));
      setBusy(false);
    }
  };
  return (
    <EntryCard title={words.loginTitle} hint={words.loginHint}>
      <div className="entry-note" role="alert">
        {fault && <Alert type="error" title={fault} showIcon role="none" />}
        {!fault && note && <Alert type="info" title={note} showIcon role="none" />}
      </div>
      <Form<Fields>
        layout="vertical"
        size="large"
        requiredMark={false}
        initialValues={{ username, password: '' }}
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item
          name="username"
          label={words.username}
          rules={[{ required: true, message: words.required }]}
        >
          <Input autoComplete="username" autoFocus={username === ''} />
        </Form.Item>
        <Form.Item
          name="password"
          label={words.password}
          rules={[{ required: true, message: words.required }]}
        >
          <Input.Password autoComplete="current-password" autoFocus={username !== ''} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {words.loginSubmit}
        </Button>
      </Form>
    </EntryCard>
  );
}
