import { useState } from 'react';
import { Button } from '../ui/button.js';
import { chooseVoice, useVoiceChoices } from './choices.js';
import { keyName, mayPush } from './push-to-talk.js';

/** Which key talks: the next one that is pressed on the button. */
export function PushKey() {
  const { pushKey } = useVoiceChoices();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="flex items-center justify-between gap-4">
      <span id="push-key">Key to hold</span>
      <Button
        look="plain"
        aria-describedby="push-key"
        onClick={() => setAsking(true)}
        onBlur={() => setAsking(false)}
        onKeyUp={(event) => isAsking && event.preventDefault()} // the Space that was chosen would press it again
        onKeyDown={(event) => {
          if (!isAsking || event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation(); // Escape keeps what it was, and the dialog open
          if (mayPush(event.code)) chooseVoice({ pushKey: event.code });
          if (mayPush(event.code) || event.key === 'Escape') setAsking(false);
        }}
      >
        {isAsking ? 'Press a key…' : keyName(pushKey)}
      </Button>
    </div>
  );
}
