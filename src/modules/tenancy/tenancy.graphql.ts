import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Role } from '../../models/caller.js';
import type { ApiKeyEntity } from '../../models/tenant/api-key.entity.js';
import type { TenantEntity } from '../../models/tenant/tenant.entity.js';
import { InstantScalar } from '../platform/graphql/scalars.js';

/** Role under its GraphQL spelling. */
export enum RoleName {
  ADMIN = 'admin',
  MARKETER = 'marketer',
  STOREFRONT = 'storefront',
  COLLECTOR = 'collector',
  DEALER = 'dealer',
  PAYMENTS = 'payments',
  KEY_BOX = 'keybox',
  CHECKER = 'checker',
}
registerEnumType(RoleName, {
  name: 'Role',
  description: 'What a key may do.',
  valuesMap: {
    ADMIN: { description: 'Everything, keys included.' },
    MARKETER: { description: 'Audiences, campaigns, leads and reports.' },
    STOREFRONT: { description: 'Offers and lead forms. Safe on a web server, not in a browser.' },
    COLLECTOR: {
      description: 'Sends events and reads nothing: the only kind to ship in a web page or a car.',
    },
    DEALER: {
      description: 'Reads and moves the leads of one dealer, and nothing else: made by `createDealerKey`.',
    },
    PAYMENTS: {
      description: 'A payment system: tells of deposits and fees of test drives, and sees no driver.',
    },
    KEY_BOX: {
      description:
        'A key box of one self-service centre: asks for keys of test drives there and tells of returns, and sees no driver. Made by `createDealerKey`.',
    },
    CHECKER: {
      description:
        'Whoever looks at who drives: tells of identity checks of test drives, and sees no driver.',
    },
  },
});

@ObjectType({ description: 'A business that runs its marketing here. Everything else belongs to one.' })
export class Tenant {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'Short, URL-safe name.' }) slug!: string;
  @Field(() => String, { description: 'Name as people write it.' }) name!: string;
  @Field(() => String, { description: 'IANA time zone of its calendar days: `Europe/London`.' })
  timeZone!: string;
  @Field(() => String, { description: 'ISO 4217 currency of its prices.' }) currency!: string;
}

@ObjectType({
  description: 'A key with which a program calls Carousel; its secret is shown only once, when it is made.',
})
export class ApiKey {
  @Field(() => ID, { description: 'Public part of the key, safe to log.' }) id!: string;
  @Field(() => String, { description: 'What it is for.' }) name!: string;
  @Field(() => RoleName, { description: 'What it may do.' }) role!: Role;
  @Field(() => ID, {
    nullable: true,
    description: 'Whose leads it reads and moves; null of other roles than `DEALER`.',
  })
  dealerId!: string | null;
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was ended; null while it works.' })
  revokedAt!: Date | null;
}

@ObjectType({ description: 'A key just made.' })
export class CreatedApiKey {
  @Field(() => ApiKey, { description: 'The key without its secret.' }) apiKey!: ApiKey;
  @Field(() => String, { description: 'The whole key. Keep it now: it cannot be shown again.' }) key!: string;
}

@InputType({ description: 'A key to make.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What it is for, 1 to 120 characters: `website collector`.' })
  name!: string;
  @Field(() => RoleName, { description: 'What it may do; not `DEALER`.' }) role!: RoleName;
}

export function toTenant({ id, slug, name, timeZone, currency }: TenantEntity): Tenant {
  return { id, slug, name, timeZone, currency };
}

export function toApiKey({ id, name, role, dealerId, createdAt, revokedAt }: ApiKeyEntity): ApiKey {
  return { id, name, role, dealerId, createdAt, revokedAt };
}
