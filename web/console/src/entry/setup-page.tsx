import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { type Api, type ApiFault, faultOf } from '../base/api.js';
import { faultText } from '../base/fault-text.js';
import { words } from '../base/words.js';
import { EntryCard } from './entry-card.js';

interface Fields {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly again: string;
}

const required = { required: true, message: words.required };
/** As the server reads it, so that a slip is told before the round trip. */
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@-]{1,63}$/u;

export function SetupPage({ api, onDone }: { api: Api; onDone: (username: string) => void }) {
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  const refuse = (error: ApiFault): void => {
    const field = fieldOf(error);
    if (field) form.setFields([{ name: field, errors: [faultText(error)] }]);
    else setFault(faultText(error));
    setBusy(false);
  };
  const submit = async ({ username, displayName, password }: Fields): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      await api.setUp({ username, password, ...(displayName?.trim() ? { displayName } : {}) });
      onDone(username);
    } catch (error) {
      const refused = faultOf(error);
      if (refused.code === 'accounts.setup_done') onDone(username);
      else refuse(refused);
    }
  };

  return (
    <EntryCard title={words.setupTitle} hint={words.setupHint}>
      <div className="entry-note" role="alert">
        {fault && <Alert type="error" title={fault} showIcon role="none" />}
      </div>
      <Form<Fields>
        form={form}
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item
          name="username"
          label={words.username}
          rules={[required, { pattern: USERNAME, message: words.usernameShape }]}
        >
          <Input autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item name="displayName" label={words.displayName} extra={words.displayNameExtra}>
          <Input autoComplete="name" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={words.password} extra={words.passwordExtra} rules={[required]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={words.passwordAgain}
          dependencies={['password']}
          rules={[required, sameAsPassword]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {words.setupSubmit}
        </Button>
      </Form>
    </EntryCard>
  );
}

const sameAsPassword = ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
  validator: async (_rule: unknown, value: unknown): Promise<void> => {
    if (value && value !== getFieldValue('password')) throw new Error(words.passwordDiffers);
  },
});

function fieldOf({ field }: ApiFault): 'username' | 'displayName' | 'password' | null {
  const last = field?.split('.').at(-1);
  return last === 'username' || last === 'displayName' || last === 'password' ? last : null;
}
