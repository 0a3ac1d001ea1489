import { writeLetter, type Letter } from '../../src/platform/mail/letter.js';

const letter: Letter = {
  greeting: 'Hello Ada,',
  paragraphs: ['one & two', 'three'],
  facts: [
    ['when', '1 January'],
    ['device', 'a "browser"'],
  ],
  action: { label: 'Confirm', url: 'https://chat.example.org/verify#token=a&b="c"' },
  notes: [
    { text: 'If not,', link: { label: 'say so', url: 'https://chat.example.org/disown#token=x' } },
    { text: 'Bye.' },
  ],
  footer: ['Why this came.'],
  unsubscribe: 'https://chat.example.org/unsubscribe#token=u',
};

describe('a letter', () => {
  it('S5-17 says the same as text and as HTML, with every link in both', () => {
    const { text, html } = writeLetter(letter);
    for (const said of ['Hello Ada,', 'three', '1 January', 'Confirm', 'say so', 'Bye.', 'Why this came.']) {
      expect(text).toContain(said);
      expect(html).toContain(said);
    }
    expect(text).toContain('\nhttps://chat.example.org/verify#token=a&b="c"\n');
    expect(text).toContain('  when    1 January\n  device  a "browser"');
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url);
    expect(links).toEqual([
      'https://chat.example.org/verify#token=a&#38;b=&#34;c&#34;',
      'https://chat.example.org/disown#token=x',
      'https://chat.example.org/unsubscribe#token=u',
    ]);
    expect(html).toContain('one &#38; two');
  });

  it('takes nothing as HTML, wherever it stands', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const { html } = writeLetter({
      greeting: evil,
      paragraphs: [evil],
      facts: [[evil, evil]],
      action: { label: evil, url: `https://x/${evil}` },
      notes: [{ text: evil, link: { label: evil, url: `https://x/${evil}` } }],
      footer: [evil],
      unsubscribe: `https://x/${evil}`,
    });
    expect(html).not.toMatch(/<script|<img/);
    const plain = writeLetter({ ...letter, action: letter.action! }).html;
    const tags = (page: string) => [...page.matchAll(/<\w+/g)].length;
    expect(tags(html)).toBeLessThan(tags(plain) + 3);
  });

  it('has colours of its own in the dark, loads nothing and runs nothing', () => {
    const { html } = writeLetter(letter);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toMatch(/@media \(prefers-color-scheme:dark\)\{body\{background:#14181f;color:#e6e9f0\}/);
    expect(html).not.toMatch(/<(link|img|script|iframe|object)|url\(|@import/);
    expect(html.length).toBeLessThan(10_000); // Gmail cuts what is longer than 102 KB
  });

  it('is short where there is little to say', () => {
    const { text } = writeLetter({ greeting: 'Hello,', paragraphs: ['nothing.'], footer: ['Why.'] });
    expect(text).toBe('Hello,\n\nnothing.\n\n-- \nWhy.\n');
  });
});
