import { Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/**
 * Who somebody is at a provider. The key is what the provider never gives to anybody else, its issuer and subject; an email address may change hands
 * and is kept only to be shown.
 */
@Entity('identities')
@Index('uq_identities_issuer_subject', ['issuer', 'subject'], { unique: true })
@Index('uq_identities_userId_issuer', ['userId', 'issuer'], { unique: true })
export class IdentityEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('users', { name: 'fk_identities_userId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  userId: string;

  @TextColumn(190)
  issuer: string;

  @TextColumn(255)
  subject: string;

  @TextColumn(254)
  email: string;

  @TimeColumn()
  createdAt: Date;
}
