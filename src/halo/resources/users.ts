import { z } from 'zod';
import { flag, id, optionalId, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';

/** A person at a client, as opposed to an agent. */
export const userSchema = z.looseObject({
  id,
  name: z.string(),
  emailaddress: text,
  phonenumber: text,
  phonenumber_preferred: text,
  mobilenumber: text,
  title: text,
  client_id: optionalId,
  client_name: text,
  site_name: text,
  inactive: flag,
  isserviceaccount: flag,
  isimportantcontact: flag,
});

export type User = z.infer<typeof userSchema>;

export type UserQuery = {
  readonly client_id?: number;
  readonly includeinactive?: boolean;
  /** Without it every site's "General User", who is nobody, is among them. */
  readonly exclude_generaluser?: boolean;
  readonly order?: string;
  readonly orderdesc?: boolean;
  readonly order2?: string;
  readonly orderdesc2?: boolean;
};

/** Users by name; inactive ones only where asked for. They come with the permission for clients. */
export const users: ResourceDefinition<User, UserQuery> = {
  path: '/Users',
  noun: 'users',
  singular: 'user',
  permission: 'read:customers',
  keys: ['users'],
  schema: userSchema,
  listQuery: {
    includeinactive: false,
    exclude_generaluser: true,
    order: 'name',
    orderdesc: false,
    order2: 'id',
    orderdesc2: false,
  },
  detailQuery: { includedetails: true },
};
