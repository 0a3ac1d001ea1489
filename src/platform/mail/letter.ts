import { escape } from '../http/pages.js';

/** What a mail says, without how it looks. Everything is text: nothing in it is taken as HTML. */
export interface Letter {
  /** As it begins, for example `Hello Ada,`. */
  greeting: string;
  paragraphs: readonly string[];
  /** A small table: what it is, and what is to be told of it. */
  facts?: readonly (readonly [label: string, value: string])[];
  /** The one thing to do. */
  action?: Link;
  /** What follows the button, each with a link of its own where there is one. */
  notes?: readonly { text: string; link?: Link }[];
  /** Small print: why this came. */
  footer: readonly string[];
  /** Where mails like this one are switched off. */
  unsubscribe?: string;
}

/** Where to go, and what that does, in a few words. */
interface Link {
  label: string;
  url: string;
}

/** Both forms of one mail. */
export interface WrittenLetter {
  text: string;
  html: string;
}

/**
 * The one template: the same content as text and as HTML. The HTML runs and loads nothing, has its own colours for dark mode (programs
 * that know `color-scheme` leave them alone instead of inverting), and is one column that is read well on a phone.
 */
export function writeLetter(letter: Letter): WrittenLetter {
  return { text: asText(letter), html: asHtml(letter) };
}

function asText({ greeting, paragraphs, facts = [], action, notes = [], footer, unsubscribe }: Letter): string {
  const width = Math.max(0, ...facts.map(([label]) => label.length));
  const table = facts.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join('\n');
  const blocks = [
    greeting,
    ...paragraphs,
    table,
    action ? `${action.label}:\n${action.url}` : '',
    ...notes.map(({ text, link }) => (link ? `${text}\n${link.label}:\n${link.url}` : text)),
    ['-- ', ...footer, ...(unsubscribe ? [`No more mails like this: ${unsubscribe}`] : [])].join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:24px 12px;background:#f4f6fa;color:#1d2433;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{max-width:34rem;margin:0 auto;padding:24px;background:#fff;border:1px solid #d9dee8;border-radius:12px}
p{margin:0 0 16px;overflow-wrap:anywhere}td{padding:2px 16px 2px 0;vertical-align:top;overflow-wrap:anywhere}td:first-child{color:#5b6577;white-space:nowrap}
table{margin:0 0 16px;border-collapse:collapse}a{color:#1b5fc1}
.button{display:inline-block;padding:10px 20px;border-radius:8px;background:#1b5fc1;color:#fff;font-weight:600;text-decoration:none}
footer{max-width:34rem;margin:16px auto 0;color:#5b6577;font-size:13px}footer p{margin:0 0 4px}
@media (prefers-color-scheme:dark){body{background:#14181f;color:#e6e9f0}main{background:#1e242e;border-color:#343c4a}
a{color:#8ab8ff}.button{background:#8ab8ff;color:#10151c}td:first-child,footer{color:#9aa5b8}}`;

function asHtml({ greeting, paragraphs, facts = [], action, notes = [], footer, unsubscribe }: Letter): string {
  const table = facts.map(([label, value]) => `<tr><td>${escape(label)}</td><td>${escape(value)}</td></tr>`).join('');
  const content = [
    ...[greeting, ...paragraphs].map(paragraph),
    table && `<table role="presentation">${table}</table>`,
    action ? `<p>${anchor(action, 'button')}</p>` : '',
    ...notes.map(({ text, link }) => (link ? `<p>${escape(text)} ${anchor(link)}</p>` : paragraph(text))),
  ];
  const small = [
    ...footer.map(paragraph),
    ...(unsubscribe ? [`<p>${anchor({ label: 'No more mails like this', url: unsubscribe })}</p>`] : []),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<style>${STYLE}</style></head>
<body><main>${content.filter(Boolean).join('\n')}</main><footer>${small.join('')}</footer></body></html>
`;
}

function paragraph(text: string): string {
  return `<p>${escape(text)}</p>`;
}

function anchor({ label, url }: Link, look?: string): string {
  return `<a${look ? ` class="${look}"` : ''} href="${escape(url)}">${escape(label)}</a>`;
}
