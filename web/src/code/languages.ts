import highlight from 'highlight.js/lib/core';
import type { LanguageFn } from 'highlight.js';

type Load = () => Promise<{ default: LanguageFn }>;

/** What people paste into a team chat. Each is a file of its own, loaded with the first block that is written in it. */
const grammars: Readonly<Record<string, Load>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  go: () => import('highlight.js/lib/languages/go'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  php: () => import('highlight.js/lib/languages/php'),
  python: () => import('highlight.js/lib/languages/python'),
  rust: () => import('highlight.js/lib/languages/rust'),
  sql: () => import('highlight.js/lib/languages/sql'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

/** What they are called as well, behind three backticks. */
const aliases: Readonly<Record<string, string>> = {
  ...{ c: 'cpp', 'c++': 'cpp', h: 'cpp', html: 'xml', js: 'javascript', jsx: 'javascript', mjs: 'javascript' },
  ...{ patch: 'diff', py: 'python', rs: 'rust', sh: 'bash', shell: 'bash', svg: 'xml', ts: 'typescript' },
  ...{ tsx: 'typescript', yml: 'yaml', zsh: 'bash' },
};

/** The grammar for what stands behind the backticks; undefined for none that we know. */
export function languageOf(info: string): string | undefined {
  const name = info.trim().toLowerCase().split(/\s/, 1)[0] ?? '';
  const language = Object.hasOwn(aliases, name) ? aliases[name]! : name;
  return Object.hasOwn(grammars, language) ? language : undefined;
}

/** Whether `tokensOf` can be asked at once. */
export function isLoaded(language: string): boolean {
  return highlight.getLanguage(language) !== undefined;
}

export async function loadLanguage(language: string): Promise<void> {
  const grammar = await grammars[language]?.();
  if (grammar) highlight.registerLanguage(language, grammar.default);
}

/** A piece of code: text, or more of it with what it is in the language. */
export type Token = string | { scope?: string; children: Token[] };

/** What the pieces of a text are in a language that was loaded. The tree is the library's, before it makes HTML of it, which nobody here wants. */
export function tokensOf(code: string, language: string): Token[] {
  const { _emitter } = highlight.highlight(code, { language, ignoreIllegals: true });
  return (_emitter as unknown as { rootNode: { children: Token[] } }).rootNode.children;
}
