import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { Database } from '../../platform/database/database.js';
import { duplicateKey } from '../../platform/database/errors.js';
import { newId } from '../../platform/database/ids.js';
import { StorageMissing } from '../../platform/storage/storage-failure.js';
import { Storage } from '../../platform/storage/storage.js';

const FOLDER = 'installation/';
const SAID =
  'The files beside this one belong to one installation of Parley. Without this file it sweeps none of them.\n';

/** Whether this key is the mark of an installation, and no file that somebody uploaded. */
export const isMark = (key: string): boolean => key.startsWith(FOLDER);

/**
 * The file by which an installation knows its storage again. A volume that is not mounted and a bucket that is another's look as if everything were lost or
 * left over: who believed that would delete it. The name stands in the database.
 */
@Injectable()
export class StorageMark {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
  ) {}

  /** The key of the mark. It is made at the first call, and never again: a mark that is missing later means that this is not the place. */
  async key(): Promise<string> {
    return FOLDER + ((await this.known()) ?? (await this.make()));
  }

  /** Whether the mark lies where files lie now. */
  async stands(): Promise<boolean> {
    try {
      await this.storage.size(await this.key());
      return true;
    } catch (error) {
      if (error instanceof StorageMissing) return false;
      throw error;
    }
  }

  private async known(): Promise<string | undefined> {
    const rows: { value: string }[] = await this.database.read((reader) =>
      reader.query("SELECT value FROM installation WHERE installation.key = 'storage'"),
    );
    return rows[0]?.value;
  }

  /** First the file and then the row: a row whose file never came would keep the sweeper out for ever. */
  private async make(): Promise<string> {
    const id = newId();
    await this.storage.write(FOLDER + id, Readable.from([Buffer.from(SAID)]));
    try {
      await this.database.write([], (tx) => tx.manager.query("INSERT INTO installation VALUES ('storage', ?)", [id]));
      return id;
    } catch (error) {
      if (duplicateKey(error) === undefined) throw error;
      await this.storage.remove(FOLDER + id); // another node was first
      return (await this.known())!;
    }
  }
}
