import type { TableColumnOptions, TableForeignKeyOptions } from 'typeorm';

/*
 * The same column types as `columns.ts`, in the form that migrations take. One set of migrations serves SQLite, MySQL and MariaDB.
 */

const key = (name: string): TableColumnOptions => ({ name, type: 'varchar', length: '36', isPrimary: true });
const ref = (name: string, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: '36',
  isNullable,
});
const text = (name: string, length: number, isNullable = false, preset?: string): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
  ...(preset === undefined ? {} : { default: `'${preset}'` }),
});
const body = (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'text', isNullable });
const time = (name: string, isNullable = false): TableColumnOptions => ({
  name,
  type: 'datetime',
  precision: 3,
  isNullable,
});
const number = (name: string, isNullable = false, preset?: number): TableColumnOptions => ({
  ...{ name, type: 'integer', isNullable },
  ...(preset === undefined ? {} : { default: preset }),
});
const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean', default: 0 });

/** Column makers for migrations: `key`, `ref`, `text(n)`, `body` (long text), `time` (ms), `number`, `flag`. */
export const column = { key, ref, text, body, time, number, flag };

/** A column as (part of) the primary key. */
export const primary = <T extends object>(definition: T): T & { isPrimary: true } => ({
  ...definition,
  isPrimary: true,
});

/** A foreign key, named as entities name theirs, with which a row goes when the one goes that it belongs to. */
export const cascade = (table: string, from: string, to: string): TableForeignKeyOptions => ({
  name: `fk_${table}_${from}`,
  columnNames: [from],
  referencedTableName: to,
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE', // ids never change; left out, MariaDB reports another rule than was asked for
});
