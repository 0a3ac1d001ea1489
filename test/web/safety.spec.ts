import { createClient } from '@parley/client';
import { describeInBrowser, passwordOf, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

/** What people have tried elsewhere, as text of messages and as names. Each would call `hit` if it ran. */
const tricks = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '<svg onload=hit()>',
  '<svg><script>hit()</script></svg>',
  '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
  '<a href="javascript:hit()">a</a>',
  '[a](javascript:hit())',
  '[a](JaVaScRiPt:hit())',
  '[a](java\tscript:hit())',
  '[a](&#106;avascript:hit())',
  '[a](javascript&colon;hit())',
  '[a](data:text/html,<script>opener.hit()</script>)',
  '[a](vbscript:hit())',
  '[a](file:///etc/passwd)',
  '[a](blob:https://example.org/y)',
  '[a](//example.org)',
  '[a](/api/v1/auth/logout)',
  '<javascript:hit()>',
  '<https://example.org"onmouseover="hit()>',
  '[a](https://example.org "onmouseover=hit()")',
  '[a](<https://example.org" onmouseover="hit()>)',
  '![a](x" onerror="hit())',
  '![a](javascript:hit())',
  'https://example.org/"onmouseover=hit()//',
  '`<img src=x onerror=hit()>`',
  '```html\n<img src=x onerror=hit()>\n```',
  '> <img src=x onerror=hit()>\n- <b onclick=hit()>b</b>',
  '**<img src=x onerror=hit()>**',
  '{{constructor.constructor("hit()")()}}',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=hit()></style></math>',
  '<style>@import "//example.org/x.css"</style><body onload=hit()>',
  '"><img src=x onerror=hit()>',
  '\u202e<script>hit()</script>',
  '<object data="javascript:hit()"></object><embed src="javascript:hit()">',
  '<form action="javascript:hit()"><button autofocus onfocus=hit()>b</button></form>',
];

/** Where in a message they stand: each part of markdown reads what is in it in its own way. */
const frames: ((trick: string) => string)[] = [
  (trick) => trick,
  (trick) => `**${trick}**`,
  (trick) => `~~*${trick}*~~`,
  (trick) => `> ${trick}`,
  (trick) => `1. ${trick}\n2. ${trick}`,
  (trick) => `\`${trick}\``,
  (trick) => `\`\`\`html\n${trick}\n\`\`\``,
  (trick) => `\`\`\`${trick}\nx\n\`\`\``,
  (trick) => `[${trick}](https://example.org/)`,
  (trick) => `[a](${trick})`,
  (trick) => `[a](<${trick}>)`,
  (trick) => `<https://example.org/${trick}>`,
  (trick) => `https://example.org/${trick}`,
  (trick) => trick.replace(/[<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  (trick) => `\\${trick.toUpperCase()}`,
];
const payloads = [...new Set(frames.flatMap((frame) => tricks.map(frame)))].slice(0, 500);

/** Names are one line of at most 80 characters. */
const names = tricks.filter((text) => text.length <= 80 && !/[\n\t]/.test(text));

describeInBrowser('what others write', () => {
  const stage = openStage();
  let eve: Visitor;
  let hits = 0;

  beforeAll(async () => {
    eve = await Visitor.arrive(stage.browser, stage.node.url); // of whose complaints a test is
    await eve.page.exposeFunction('hit', () => (hits += 1));
    await eve.goto('/register');
    await eve.register('<img src=x onerror=hit()>', 'eve');
    await eve.createTeam('"><script>hit()</script>');
  });

  it('the page would notice a script that runs', async () => {
    await eve.page.evaluate(() => (globalThis as unknown as { hit: () => void }).hit());
    await until(() => hits === 1, 'the hit is counted');
    hits = 0;
  });

  it(`runs nothing of ${payloads.length} messages, and makes no element or address of its own`, async () => {
    expect(payloads).toHaveLength(500);
    await sendAll(stage.node.url, payloads);
    await eve.page.reload();
    await eve.sees(payloads.at(-1)!.slice(1, 20));
    const made: Made[] = [];
    const bodies = new Map<string, Made[]>();
    await eve.list.hover();
    await until(async () => {
      for (const [id, elements] of await eve.page.locator('article').evaluateAll(elementsIn)) bodies.set(id, elements);
      await eve.page.mouse.wheel(0, -400);
      return bodies.size === payloads.length;
    }, 'all were drawn');
    made.push(...[...bodies.values()].flat());
    expect(made.filter(({ name }) => name === 'pre').length).toBeGreaterThan(2 * tricks.length - 10); // it was formatted
    const allowed = ['p', 'a', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'strong', 'em', 's', 'br', 'div', 'span'];
    expect(made.filter(({ name }) => !allowed.includes(name))).toEqual([]);
    const harmless = ['href', 'rel', 'target', 'tabindex', 'class', 'start'];
    expect(made.flatMap(({ attributes }) => attributes).filter((name) => !harmless.includes(name))).toEqual([]);
    const links = made.filter(({ name }) => name === 'a');
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter(({ href }) => !/^https:\/\/example\.org(\/|%22|$)/i.test(href ?? ''))).toEqual([]);
    for (const link of (await eve.page.locator('article a').all()).slice(-5)) await link.hover();
    expect(hits).toBe(0);
  });

  it(`runs nothing of ${names.length} names of people, channels and topics`, async () => {
    for (const name of names) {
      const status = await eve.page.evaluate(async (displayName) => {
        const refresh = await fetch('/api/v1/auth/refresh', json('POST', { cookie: true }));
        const { accessToken } = (await refresh.json()) as { accessToken: string };
        const answer = await fetch('/api/v1/me', json('PATCH', { displayName }, accessToken));
        return answer.status;

        function json(method: string, body: object, token?: string): RequestInit {
          const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
          return { method, body: JSON.stringify(body), headers };
        }
      }, name);
      expect(status).toBe(200);
      await until(
        async () =>
          (await eve.page
            .getByRole('button', { name: /account$/ })
            .getByText(name, { exact: true })
            .count()) === 1,
        `the name ${name} is shown`,
      );
    }
    for (const name of names.slice(0, 8)) {
      await eve.page.getByRole('button', { name: 'New channel' }).click();
      await eve.page.getByLabel('Name', { exact: true }).fill(name);
      await eve.page.getByLabel('Topic').fill(name);
      await eve.page.getByRole('button', { name: 'Create channel' }).click();
      await eve.page.getByRole('heading', { name: `This is the beginning of ${name}` }).waitFor();
    }
    expect(hits).toBe(0);
  });

  it('the policy of the page stops what would get in another way', async () => {
    const policy = (await fetch(stage.node.url)).headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    await eve.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'hit()';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="hit()">');
    });
    const stopped = (what: RegExp) => eve.complaints.some((text) => what.test(text));
    await until(() => stopped(/inline script/) && stopped(/inline event handler/), 'both were stopped');
    expect(hits).toBe(0);
    expect(eve.complaints.filter((text) => !/Content Security Policy/.test(text))).toEqual([]);
  });
});

/** An element that was made of what somebody wrote. */
interface Made {
  name: string;
  attributes: string[];
  href: string | null;
}

/** What is in each message, but for the page's own buttons. Runs in the page. */
function elementsIn(articles: Element[]): [id: string, elements: Made[]][] {
  return articles.map((article) => [
    article.id,
    [...article.querySelectorAll(':is(.prose, .prose-plain) *:not(button, button *)')].map((element) => ({
      name: element.localName,
      attributes: element.getAttributeNames(),
      href: element.getAttribute('href'),
    })),
  ]);
}

/** Sends them as Eve: in the page that would take minutes. */
async function sendAll(url: string, texts: string[]): Promise<void> {
  const client = createClient({ url });
  await client.auth.login({ login: 'eve', password: passwordOf('eve') });
  await client.reaches('online');
  const [general] = client.channels();
  for (const body of texts) client.send({ channelId: general!.id, body });
  await client.until(() => client.pending(general!.id).length === 0);
  await client.close();
}
