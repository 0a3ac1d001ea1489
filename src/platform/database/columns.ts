import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/*
 * Column types that come back from both databases as they were declared (measured: no drift on SQLite, MySQL or MariaDB).
 * Every entity uses these, so that the migrations can be written once.
 */

/** Primary key: a UUID made by `newId()`. */
export const KeyColumn = (): PropertyDecorator => PrimaryColumn({ type: 'varchar', length: 36 });

/** A reference by id. Relations are never mapped across features; the migration names the foreign key. */
export const RefColumn = (options: Pick<ColumnOptions, 'nullable'> = {}): PropertyDecorator =>
  Column({ type: 'varchar', length: 36, nullable: options.nullable ?? false });

/** A short text of at most `length` characters. */
export const TextColumn = (length: number, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ ...options, type: 'varchar', length });

/** A point in time, UTC with milliseconds, set in code and never by the database's session zone. */
export const TimeColumn = (options: Pick<ColumnOptions, 'nullable'> = {}): PropertyDecorator =>
  Column({ type: 'datetime', precision: 3, nullable: options.nullable ?? false });

/** A whole number below 2³¹: counters, sequence numbers, versions. */
export const NumberColumn = (options: ColumnOptions = {}): PropertyDecorator => Column({ ...options, type: 'integer' });
