import { errorCatalogue } from '../errors/errors.catalogue.js';

/** Text as HTML. */
export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A whole page around this content, which is HTML. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<link rel="stylesheet" href="/parley.css">
<h1>${escape(title)}</h1>
${content}
</html>
`;
}

/** The style of the few pages that the server itself shows. */
export const stylesheet = `:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem; } td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top; }
`;

/** What the first page tells. */
export interface Running {
  version: string;
  database: string;
  nodes: string;
  links: { href: string; text: string }[];
}

/** The page at `/status`: what runs here, and where to go on. */
export function welcomePage({ version, database, nodes, links }: Running): string {
  const items = links.map(({ href, text }) => `<li><a href="${escape(href)}">${escape(text)}</a></li>`).join('\n');
  return page(
    'Parley',
    `<p>A team chat that loses nothing.</p>
<dl><dt>Version</dt><dd>${escape(version)}</dd><dt>Database</dt><dd>${escape(database)}</dd><dt>Nodes</dt><dd>${escape(nodes)}</dd></dl>
<ul>
${items}
</ul>`,
  );
}

/** The page that `type` of every problem answer leads to. */
export function problemsPage(): string {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { status, title }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escape(title)}</td></tr>`,
  );
  return page(
    'Problems',
    `<p>Every refusal carries one of these codes, by REST and in the answer to a command.</p>
<table><tr><th>Code</th><th>Status</th><th>Meaning</th></tr>
${rows.join('\n')}
</table>`,
  );
}
