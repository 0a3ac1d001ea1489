import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A copy of the built product, whose web app can be exchanged as a deployment does it. */
export class Builds {
  private readonly folder = mkdtempSync(join(tmpdir(), 'parley-builds-'));
  private count = 1;

  constructor() {
    cpSync('dist', this.dist, { recursive: true });
    cpSync('web/dist', this.web, { recursive: true });
    cpSync('package.json', join(this.folder, 'package.json'));
    symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'));
  }

  /** Folder of the server's build. */
  get dist(): string {
    return join(this.folder, 'dist');
  }

  /** Puts another build of the web app in the place of this one: no script has the name that it had, and none of the old ones is there. To be served by a server that begins after it. */
  deploy(): void {
    this.count += 1;
    rmSync(this.web, { recursive: true });
    cpSync('web/dist', this.web, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
    const assets = join(this.web, 'assets');
    const renamed = readdirSync(assets).map((name) => ({ name, after: name.replace('.', `-build${this.count}.`) }));
    for (const { name, after } of renamed) renameSync(join(assets, name), join(assets, after));
    const texts = [...readdirSync(assets).map((name) => join('assets', name)), 'index.html', 'sw.js'];
    for (const file of texts.filter((name) => /\.(js|css|html)$/.test(name))) {
      let text = readFileSync(join(this.web, file), 'utf8');
      for (const { name, after } of renamed) text = text.replaceAll(name, after);
      writeFileSync(join(this.web, file), text.replace(/(build"?:["`'])[0-9a-f]{12}/, `$1build${this.count}`));
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get web(): string {
    return join(this.folder, 'web/dist');
  }
}
