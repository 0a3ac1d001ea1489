// What is said: words as frequent as words are, numbers that look random and are the same in every run.

/** Numbers from 0 to 1, always the same ones for the same seed. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = (random, list) => list[Math.floor(random() * list.length)];

const SYLLABLES = 'ba ke li mo nu ra se ti vo zu in on er sta gru ple cha dor fen wis'.split(' ');
const HAN =
  '会議 資料 明日 今日 東京 北京 天気 電車 予定 確認 連絡 質問 回答 問題 解決 時間 場所 部屋 写真 音楽 学校 先生 学生 電話 予算 計画'.split(
    ' ',
  );
const BETWEEN = 'の は が を に で と も'.split(' ');

/** The n-th is said about n times more rarely than the first. */
export const WORDS = (() => {
  const random = randomFrom(7);
  const words = new Set();
  while (words.size < 20_000) {
    words.add(Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(random, SYLLABLES)).join(''));
  }
  return [...words];
})();

const frequent = (random) => WORDS[Math.min(WORDS.length - 1, Math.floor(WORDS.length ** random()) - 1)];

/** The text of message `n`: of a hundred three in Japanese and two with a link. */
export function textOf(n) {
  const random = randomFrom(n * 2 + 1);
  const length = 5 + Math.floor(random() * 12);
  if (n % 100 < 3) return Array.from({ length }, () => pick(random, HAN) + pick(random, BETWEEN)).join('');
  const words = Array.from({ length }, () => frequent(random));
  if (n % 100 < 5) words.push(`https://example.org/${words[0]}/${n}`);
  return words.join(' ');
}
