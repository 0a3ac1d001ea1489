import type { ChannelCreation } from '../../core/access/roles.js';
import { Column, Entity, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** A group of people with channels of its own. */
@Entity('teams')
export class TeamEntity {
  @KeyColumn()
  id: string;

  @TextColumn(80)
  name: string;

  /** Normalised: lower case. Unique in the installation. */
  @Index('uq_teams_slug', { unique: true })
  @TextColumn(48)
  slug: string;

  @TextColumn(500)
  description: string;

  /** Who may make channels. */
  @TextColumn(16, { default: 'members' })
  channelCreation: ChannelCreation;

  /** Whether members need a second factor to get in. */
  @Column({ type: 'boolean', default: false })
  requiresSecondFactor: boolean;

  @TimeColumn()
  createdAt: Date;

  /** Its picture, an upload; null for none. */
  @RefColumn({ nullable: true })
  iconId: string | null;

  @NumberColumn()
  version: number;
}
