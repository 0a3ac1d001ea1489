import type { ReactNode } from 'react';
import { tokensOf, type Token } from './languages.js';

/** Colours are few; what the grammars tell apart is much. By the first part of a scope, as in `title.function`. */
const groups: Readonly<Record<string, string>> = {
  ...{ comment: 'comment', quote: 'comment', doctag: 'comment', meta: 'comment' },
  ...{ keyword: 'keyword', tag: 'keyword', operator: 'keyword' },
  ...{ string: 'string', regexp: 'string', char: 'string', link: 'string' },
  ...{ number: 'number', literal: 'number', symbol: 'number', bullet: 'number' },
  ...{
    title: 'title',
    built_in: 'title',
    type: 'title',
    section: 'title',
    'selector-class': 'title',
    'selector-id': 'title',
  },
  ...{ attr: 'name', attribute: 'name', variable: 'name', 'template-variable': 'name', name: 'name', property: 'name' },
  ...{ 'selector-tag': 'name', 'selector-attr': 'name', 'selector-pseudo': 'name' },
  ...{ addition: 'addition', deletion: 'deletion' },
};

/** Code with its colours, of a language that was loaded. Text stays text nodes, as everywhere in a message. */
export function Tokens({ code, language }: { code: string; language: string }) {
  return nodesOf(tokensOf(code, language));
}

function nodesOf(tokens: Token[]): ReactNode[] {
  return tokens.map((token, key) => {
    if (typeof token === 'string') return token;
    const group = groups[token.scope?.split('.', 1)[0] ?? ''];
    return (
      <span key={key} className={group && `code-${group}`}>
        {nodesOf(token.children)}
      </span>
    );
  });
}
