/** A text as it is compared, and for each of its UTF-16 units where in the original it came from. */
export interface FoldedText {
  text: string;
  starts: number[];
  ends: number[];
}

/** A character with the marks on it; the letters that one Korean syllable is composed of belong together. */
const CLUSTER = /[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gu;
/** Accents of letters, and what only says how its neighbours look: variation selectors, joiners. */
const UNSEEN = /[\u0300-\u036f]|[\u200b-\u200d\u2060\ufeff]|[\ufe0e\ufe0f]/g;

/**
 * Lower case, without accents, compatible forms as one (ﬁ as fi, full-width letters as plain ones), every gap one blank: what somebody looks for
 * is found however it was typed.
 */
export function fold(body: string): FoldedText {
  const folded: FoldedText = { text: '', starts: [], ends: [] };
  let last = '';
  for (const { 0: cluster, index } of body.matchAll(CLUSTER)) {
    for (const unit of foldCluster(cluster)) {
      const end = index + cluster.length;
      if (unit === ' ' && last === ' ') {
        folded.ends[folded.ends.length - 1] = end;
        continue;
      }
      for (let n = 0; n < unit.length; n++) {
        folded.starts.push(index);
        folded.ends.push(end);
      }
      folded.text += unit;
      last = unit;
    }
  }
  return folded;
}

function foldCluster(cluster: string): string {
  if (cluster.length === 1 && cluster > ' ' && cluster < '\u007f') return cluster.toLowerCase();
  if (/^\s/u.test(cluster)) return ' ';
  return cluster.normalize('NFKD').toLowerCase().replace(UNSEEN, '').normalize('NFC');
}

/** Scripts that are written without gaps between words, or whose words change at their ends: every place in them may be the beginning of a word. */
const DENSE = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{scx=${script}}`)
  .join('');
const RUN = new RegExp(`([${DENSE}]+)|((?:(?![${DENSE}])[\\p{L}\\p{N}\\p{M}])+)|(\\S)`, 'gu');
const WORDLY = new RegExp(`^(?![${DENSE}])[\\p{L}\\p{N}\\p{M}]$`, 'u');

/** A stretch of a folded text: part of a script without gaps, a word, or a sign that stands for itself. */
export interface Run {
  kind: 'dense' | 'word' | 'sign';
  points: string[];
}

/** What a folded text consists of, without the gaps. */
export function* runsOf(text: string): Generator<Run> {
  for (const [run, dense, word] of text.matchAll(RUN)) {
    const kind = dense === undefined ? (word === undefined ? 'sign' : 'word') : 'dense';
    yield { kind, points: [...run] };
  }
}

/** Whether this character of a folded text belongs to a word that reaches from gap to gap. */
export function isWordly(character: string | undefined): boolean {
  return character !== undefined && WORDLY.test(character);
}
