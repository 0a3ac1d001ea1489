import { createElement, Fragment, type ReactNode } from 'react';
import MarkdownIt, { type Token } from 'markdown-it';
import { CodeBlock } from '../code/code-block.js';
import { Spoken } from '../mentions/spoken.js';

/**
 * What a message may contain, switched on one by one: no HTML, no images, no headings, no tables, and no entities, so that what is written
 * as `&lt;` stays so. Links are found where they begin with a scheme.
 */
const markdown = new MarkdownIt('zero', { html: false, linkify: true, breaks: true }).enable([
  'autolink',
  'backticks',
  'blockquote',
  'emphasis',
  'escape',
  'fence',
  'link',
  'linkify',
  'list',
  'newline',
  'strikethrough',
]);
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

const plainElements: Readonly<Record<string, string>> = {
  em_open: 'em',
  strong_open: 'strong',
  s_open: 's',
  blockquote_open: 'blockquote',
  bullet_list_open: 'ul',
  list_item_open: 'li',
};

/** A message's markdown as elements. Text becomes text nodes and only the elements below are ever made: nothing that is written can become anything else. */
export default function Formatted({ text }: { text: string }) {
  return <div className="prose">{nodesOf(markdown.parse(text, {}))}</div>;
}

function nodesOf(tokens: Token[]): ReactNode[] {
  const root: ReactNode[] = [];
  const open: { token: Token; inside: ReactNode[] }[] = [];
  tokens.forEach((token, key) => {
    const here = (): ReactNode[] => open.at(-1)?.inside ?? root;
    if (token.nesting === 1) open.push({ token, inside: [] });
    else if (token.nesting === 0) here().push(leaf(token, key));
    else {
      const whole = open.pop();
      if (whole) here().push(element(whole.token, whole.inside, key));
    }
  });
  return root;
}

function element(token: Token, inside: ReactNode[], key: number): ReactNode {
  if (token.type === 'paragraph_open') return createElement(token.hidden ? Fragment : 'p', { key }, ...inside);
  if (token.type === 'ordered_list_open')
    return createElement('ol', { key, start: Number(token.attrGet('start') ?? 1) }, ...inside);
  if (token.type === 'link_open') return link(String(token.attrGet('href') ?? ''), inside, key);
  return createElement(plainElements[token.type] ?? 'span', { key }, ...inside);
}

function leaf(token: Token, key: number): ReactNode {
  switch (token.type) {
    case 'inline':
      return <Fragment key={key}>{nodesOf(token.children ?? [])}</Fragment>;
    case 'softbreak':
    case 'hardbreak':
      return <br key={key} />;
    case 'code_inline':
      return <code key={key}>{token.content}</code>;
    case 'fence':
      return <CodeBlock key={key} code={token.content.replace(/\n$/, '')} info={token.info} />;
    default:
      return <Spoken key={key} text={token.content} />;
  }
}

/** `ugc`: written by people, not by this site. Whatever is no plain address stays text. */
function link(href: string, inside: ReactNode[], key: number): ReactNode {
  if (!isOutside(href)) return <Fragment key={key}>{inside}</Fragment>;
  return (
    <a key={key} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {inside}
    </a>
  );
}

function isOutside(href: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol);
  } catch {
    return false; // a relative address would lead into this app
  }
}
