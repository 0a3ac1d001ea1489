import { useState } from 'react';
import type { User } from '@parley/client';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';
import { Select } from '../ui/select.js';

const DAY = 86_400;

/** For how long somebody can be kept out. */
const spans = {
  ever: 'Permanently',
  hour: 'For an hour',
  day: 'For a day',
  week: 'For a week',
  month: 'For 30 days',
};

const seconds: Record<keyof typeof spans, number | undefined> = {
  ever: undefined,
  hour: 3600,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};

const fields = [
  {
    name: 'reason',
    label: 'Reason',
    hint: 'Told to the person.',
    autoComplete: 'off',
    maxLength: 200,
    autoFocus: true,
  },
];

interface Props {
  user: User;
  /** What they are kept out of. */
  from: string;
  onBan: (terms: { reason?: string; expiresIn?: number }) => Promise<unknown>;
  onClose: () => void;
}

/** Takes somebody out and keeps them out, for a while or permanently. */
export function BanDialog({ user, from, onBan, onClose }: Props) {
  const [span, setSpan] = useState<keyof typeof spans>('ever');
  return (
    <Dialog title={`Ban ${user.displayName} from ${from}?`} onClose={onClose}>
      <Form
        fields={fields}
        action="Ban"
        onSubmit={async ({ reason = '' }) => {
          const why = reason.trim();
          const expiresIn = seconds[span];
          await onBan({ ...(why && { reason: why }), ...(expiresIn !== undefined && { expiresIn }) });
          onClose();
        }}
      >
        <Select label="How long" value={span} options={spans} onChange={setSpan} />
      </Form>
    </Dialog>
  );
}
