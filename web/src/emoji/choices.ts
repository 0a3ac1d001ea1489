import { useValue, valueOf } from '../ui/value.js';

/** What is remembered of this person's choices, on this device. */
interface Choices {
  /** As they were put in, the last one first. */
  recent: readonly string[];
  /** Name of a skin tone; empty for the yellow of no skin. */
  tone: string;
}

const KEY = 'parley.emoji';
/** Three rows. */
const KEPT = 24;
/** Before anybody has chosen. */
const USUAL = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '✅'];

const choices = valueOf(readChoices());

/** What another version or hand left there counts for nothing. */
function readChoices(): Choices {
  try {
    const { recent, tone } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Choices>;
    const texts = Array.isArray(recent) ? recent.filter((one) => typeof one === 'string') : [];
    return { recent: texts.slice(0, KEPT), tone: typeof tone === 'string' ? tone : '' };
  } catch {
    return { recent: [], tone: '' };
  }
}

function keep(next: Choices): void {
  choices.set(next);
  localStorage.setItem(KEY, JSON.stringify(next));
}

/** What is offered before somebody looks for anything: what they took last, filled up with what most people take. */
export function frequent(recent: readonly string[]): string[] {
  return [...new Set([...recent, ...USUAL])];
}

/** An emoji that was just chosen comes to the front. */
export function rememberEmoji(text: string): void {
  const { recent, tone } = choices.get();
  keep({ recent: [text, ...recent.filter((one) => one !== text)].slice(0, KEPT), tone });
}

export function rememberTone(tone: string): void {
  keep({ ...choices.get(), tone });
}

export function useChoices(): Choices {
  return useValue(choices);
}
