import { languageOf, loadLanguage, tokensOf, type Token } from '../src/code/languages.js';

const textOf = (tokens: Token[]): string =>
  tokens.map((token) => (typeof token === 'string' ? token : textOf(token.children))).join('');

const scopesIn = (tokens: Token[]): string[] =>
  tokens.flatMap((token) => (typeof token === 'string' ? [] : [token.scope ?? '', ...scopesIn(token.children)]));

describe('code', () => {
  it('is known by what people call its language', () => {
    expect(['ts', 'TypeScript', 'js linenums', 'c++', 'html'].map(languageOf)).toEqual([
      ...['typescript', 'typescript', 'javascript', 'cpp', 'xml'],
    ]);
    expect(['', 'klingon', 'constructor', '__proto__'].map(languageOf)).toEqual(Array(4).fill(undefined));
  });

  it.each(['typescript', 'xml', 'bash', 'diff', 'yaml', 'sql'])(
    'in %s loses no character of its text',
    async (language) => {
      await loadLanguage(language);
      const code = '<script>hit(`${1}`)</script> & "é\\n" -- x\n+ added\n- gone: [1, {a: "b"}]\n\tSELECT * FROM t;';
      const tokens = tokensOf(code, language);
      expect(textOf(tokens)).toBe(code);
      expect(scopesIn(tokens).length).toBeGreaterThan(0);
    },
  );
});
